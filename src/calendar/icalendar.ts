import ical, {ICalAlarmType, ICalCalendarMethod} from 'ical-generator'
import {formatDay, timeOf} from '../lib/dates.ts'
import type {Language} from '../model/text.ts'
import type {Deadline} from './deadline.ts'

const dayMs = 86_400_000
const daySeconds = 86_400

/**
 * An iCalendar file (RFC 5545) of what is still to do. Entries keep their UID, so that importing again updates them.
 * Days are all-day events without a time zone; clocks of incidents are moments in UTC.
 */
export function toICalendar(deadlines: readonly Deadline[], now: string, language: Language): string {
  const calendar = ical({
    name: language === 'vi' ? 'Thời hạn an ninh mạng' : 'Cybersecurity deadlines',
    method: ICalCalendarMethod.PUBLISH,
    prodId: {company: 'stp-sec', product: 'calendar', language: language.toUpperCase()},
  })
  for (const deadline of deadlines.filter(({status}) => status !== 'done')) {
    const summary = `${deadline.status === 'overdue' ? (language === 'vi' ? 'QUÁ HẠN: ' : 'OVERDUE: ') : ''}${deadline.title[language]}`
    const event = calendar.createEvent({
      id: `${deadline.id}@stp-sec`,
      stamp: new Date(now),
      summary,
      description: describe(deadline, language),
      ...timesOf(deadline),
    })
    if (deadline.event) continue
    for (const days of deadline.lastMoment === undefined ? [14, 3] : [])
      event.createAlarm({type: ICalAlarmType.display, triggerBefore: days * daySeconds, description: summary})
  }
  return calendar.toString()
}

function timesOf(deadline: Deadline): {start: Date; end: Date; allDay: boolean} {
  if (deadline.lastMoment !== undefined) {
    const end = new Date(deadline.lastMoment)
    return {start: new Date(end.getTime() - 3_600_000), end, allDay: false}
  }
  // Noon keeps the date whatever zone the library formats in; the end of an all-day event is exclusive.
  const start = new Date(timeOf(deadline.lastDay) + dayMs / 2)
  return {start, end: new Date(start.getTime() + dayMs), allDay: true}
}

function describe(deadline: Deadline, language: Language): string {
  const label = (vi: string, en: string) => (language === 'vi' ? vi : en)
  return [
    deadline.act[language],
    ...(deadline.target === undefined ? [] : [`${label('Mốc nội bộ', 'Internal target')}: ${formatDay(deadline.target)}`]),
    `${label('Căn cứ', 'Basis')}: ${deadline.basis[language]}`,
    ...(deadline.systems.length > 0 ? [`${label('Hệ thống', 'Systems')}: ${deadline.systems.join(', ')}`] : []),
  ].join('\n')
}
