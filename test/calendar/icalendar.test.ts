import ICAL from 'ical.js'
import {describe, expect, it} from 'vitest'
import {listDeadlines} from '../../src/calendar/calendar.ts'
import {toICalendar} from '../../src/calendar/icalendar.ts'
import {loadDeadlineRules, loadWorkingDays} from '../../src/content/load-deadlines.ts'
import {registerSchema, register as registerShape} from '../../src/model/register.ts'

const now = '2026-11-25T03:00:00.000Z'
const incident = {
  id: 'sc',
  systems: [],
  title: 'Mã độc; "tống tiền", \\ và\nxuống dòng',
  kind: 'malware',
  serious: true,
  nationalSecurity: false,
  personalData: false,
  detectedAt: '2026-11-25T09:30:00+07:00',
}
const deadlines = listDeadlines({
  prepared: loadDeadlineRules(),
  workingDays: loadWorkingDays(),
  register: registerShape.parse({
    schema: registerSchema,
    systems: [],
    attestations: [],
    waivers: [],
    incidents: [incident],
    completions: [{id: 'bao-cao-cuoi-nam.2026', doneOn: '2026-11-20', by: 'A'}],
  }),
  machineEntries: [],
  now,
  horizon: '2027-12-31',
})
const text = toICalendar(deadlines, now, 'vi')

/** Read back with the parser of another program (Thunderbird's). */
function eventsOf(source: string) {
  const root = new ICAL.Component(ICAL.parse(source))
  return root.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
}

describe('iCalendar', () => {
  it('another program reads every entry that is still to do', () => {
    const events = eventsOf(text)
    expect(events.map(({uid}) => uid).sort()).toEqual(
      deadlines
        .filter(({status}) => status !== 'done')
        .map(({id}) => `${id}@stp-sec`)
        .sort(),
    )
    const mau08 = events.find(({uid}) => uid === 'mau-08-gui-chu-quan.2026@stp-sec')
    expect(mau08?.summary).toBe('Gửi báo cáo năm (Mẫu số 08) cho chủ quản hệ thống thông tin')
    expect(mau08?.startDate.isDate).toBe(true)
    expect(mau08?.startDate.toString()).toBe('2026-12-19')
    expect(mau08?.endDate.toString()).toBe('2026-12-20')
    expect(mau08?.description).toContain('Mốc nội bộ: 18/12/2026')
  })

  it('the clock of an incident is a moment in UTC with its text intact', () => {
    const clock = eventsOf(text).find(({uid}) => uid === 'incident-first.sc@stp-sec')
    expect(clock?.endDate.toJSDate().toISOString()).toBe('2026-11-26T02:30:00.000Z')
    expect(clock?.summary).toContain('Mã độc; "tống tiền", \\ và\nxuống dòng')
  })

  it('keeps to RFC 5545: CRLF, lines of at most 75 octets, no letter cut in two', () => {
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
    expect(text).not.toContain('\uFFFD')
    expect(text).toMatch(/^METHOD:PUBLISH\r$/m)
  })

  it('the same deadlines give the same file, wherever the machine stands', () => {
    const zone = process.env['TZ']
    try {
      for (const other of ['UTC', 'America/New_York', 'Pacific/Auckland']) {
        process.env['TZ'] = other
        expect(toICalendar(deadlines, now, 'vi')).toBe(text)
      }
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })
})
