import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {nextWindow, planRun, readSchedule} from '../../src/agent/schedule.ts'
import {makeWorkspace} from './support.ts'

process.env['TZ'] = 'Asia/Ho_Chi_Minh'

beforeEach(() => void vi.useFakeTimers({toFake: ['Date'], now: new Date('2026-11-25T08:00:00+07:00')}))
afterEach(() => void vi.useRealTimers())

const windowOf = (cron: string, jitterMinutes: number) => {
  const {from, to} = nextWindow({cron, jitterMinutes})
  return [from, to].map((at) => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16))
}

describe('when the next run may begin', () => {
  it.each([
    ['by the local time of the PC', '15 9 * * 1-5', 0, '2026-11-25T09:15', '2026-11-25T09:15'],
    ['up to the jitter later', '15 9 * * 1-5', 30, '2026-11-25T09:15', '2026-11-25T09:45'],
    ['a minute that is now does not come again', '0 8 * * *', 10, '2026-11-26T08:00', '2026-11-26T08:10'],
    ['the longest jitter of a daily run', '0 0 * * *', 720, '2026-11-26T00:00', '2026-11-26T12:00'],
    ['a jitter longer than the time between two runs', '*/10 * * * *', 720, '2026-11-25T08:10', '2026-11-25T08:15'],
    ['a jitter longer than one of the gaps', '0 9,10 * * *', 60, '2026-11-25T09:00', '2026-11-25T09:30'],
    ['over a weekend', '0 7 * * 1', 60, '2026-11-30T07:00', '2026-11-30T08:00'],
    ['on the last day of the month', '0 7 L * *', 0, '2026-11-30T07:00', '2026-11-30T07:00'],
    ['on 29 February', '0 7 29 2 *', 0, '2028-02-29T07:00', '2028-02-29T07:00'],
  ])('%s', (_, cron, jitter, from, to) => {
    expect(windowOf(cron, jitter)).toEqual([from, to])
  })

  it('is drawn anew each time, from the first moment to the last', () => {
    const schedule = {cron: '15 9 * * *', jitterMinutes: 30}
    const minutes = Array.from({length: 500}, () => (planRun(schedule).getTime() - nextWindow(schedule).from.getTime()) / 60_000)
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0)
    expect(Math.min(...minutes)).toBeLessThan(3)
    expect(Math.max(...minutes)).toBeLessThanOrEqual(30)
    expect(Math.max(...minutes)).toBeGreaterThan(27)
  })

  // The time zone is read once in the life of a process.
  it('comes once a day where clocks change to summer time and back', () => {
    const source = join(import.meta.dirname, '../../src/agent/schedule.ts')
    const script = `
      const {nextWindow} = await import(${JSON.stringify(source)})
      const Real = Date
      let at = Real.parse('2026-03-27T12:00:00Z')
      globalThis.Date = class extends Real { constructor(...args) { super(...(args.length === 0 ? [at] : args)) } }
      const seen = []
      for (const [start, count] of [['2026-03-27T12:00:00Z', 3], ['2026-10-23T12:00:00Z', 3]]) {
        at = Real.parse(start)
        for (let i = 0; i < count; i++) { at = nextWindow({cron: '30 2 * * *', jitterMinutes: 0}).from.getTime(); seen.push(new Real(at).toISOString()) }
      }
      console.log(JSON.stringify(seen))`
    const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: {...process.env, TZ: 'Europe/Berlin'},
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual([
      '2026-03-28T01:30:00.000Z',
      // 2:30 does not exist on 29 March.
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
      '2026-10-24T00:30:00.000Z',
      // 2:30 comes twice on 25 October.
      expect.stringMatching(/^2026-10-25T0[01]:30/),
      '2026-10-26T01:30:00.000Z',
    ])
  })
})

describe('a schedule that cannot be kept is refused with the field that is wrong', () => {
  it.each([
    ['* * * *', /năm trường/, /five fields/],
    ['', /năm trường/, /five fields/],
    ['*/10 * * * * *', /năm trường/, /five fields/],
    ['@daily', /năm trường/, /five fields/],
    ['60 * * * *', /trường phút "60"/, /the minute "60"/],
    ['0 24 * * *', /trường giờ "24"/, /the hour "24"/],
    ['0 9 32 * *', /trường ngày "32"/, /the day of the month "32"/],
    ['0 9 * 13 *', /trường tháng "13"/, /the month "13"/],
    ['0 9 * * 8', /trường thứ "8"/, /the weekday "8"/],
    ['*/0 * * * *', /trường phút/, /the minute/],
    ['phút giờ ngày tháng thứ', /ký tự lạ/, /strange characters/],
    ['0-99999999 * * * *', /số quá lớn/, /number is too large/],
    ['0 0 31 2 *', /ngày/, /day/],
    ['0 0 30W 2 *', /không có ngày nào/, /no such day/],
    ['0 0 L-30 2 *', /không có ngày nào/, /no such day/],
  ])('"%s"', async (cron, vi, en) => {
    const folder = await makeWorkspace({cron, jitterMinutes: 0})
    await expect(readSchedule(folder)).rejects.toMatchObject({
      code: 'bad-schedule',
      what: {vi: expect.stringMatching(vi), en: expect.stringMatching(en)},
      where: expect.stringContaining('workspace.json'),
      next: {vi: expect.stringContaining('15 9 * * 1-5'), en: expect.stringContaining('15 9 * * 1-5')},
    })
  })
})
