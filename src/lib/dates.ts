const dayMs = 86_400_000
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** Offset of Vietnamese time, which has no daylight saving: days of this tool begin and end there. */
const vietnamOffsetMs = 7 * 3_600_000

/** Milliseconds of a moment or of the beginning of a day in Viet Nam; NaN when it is neither. */
export function timeOf(momentOrDay: string): number {
  return dayPattern.test(momentOrDay) ? Date.parse(`${momentOrDay}T00:00:00+07:00`) : Date.parse(momentOrDay)
}

/** Last millisecond of a day in Viet Nam. */
export function endOfDay(day: string): number {
  return timeOf(day) + dayMs - 1
}

/** The day in Viet Nam, `YYYY-MM-DD`. */
export function dayOf(time: number): string {
  return new Date(time + vietnamOffsetMs).toISOString().slice(0, 10)
}

/** Minutes after midnight in Viet Nam. */
export function minuteOfDay(time: number): number {
  return Math.floor((time + vietnamOffsetMs) / 60_000) % (24 * 60)
}

/** Whole calendar days from one day or moment to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(timeOf(to)) - dayNumber(timeOf(from))
}

function dayNumber(time: number): number {
  return Math.floor((time + vietnamOffsetMs) / dayMs)
}

/** The day that lies some days later. */
export function addDays(day: string, days: number): string {
  return dayOf(timeOf(day) + days * dayMs)
}

/** The day that lies some months later; the 31st becomes the last day of a shorter month. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = dayOf(timeOf(day)).split('-').map(Number)
  const total = year * 12 + (month - 1) + months
  const lastDate = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate()
  const target = Date.UTC(Math.floor(total / 12), total % 12, Math.min(date, lastDate))
  return new Date(target).toISOString().slice(0, 10)
}

/** `2026-11-25` as Vietnamese documents write it: `25/11/2026`. */
export function formatDay(day: string): string {
  const [year, month, date] = dayOf(timeOf(day)).split('-')
  return `${date}/${month}/${year}`
}

/** A moment in Vietnamese time, `25/11/2026 08:05`. */
export function formatMoment(moment: string): string {
  const local = new Date(timeOf(moment) + vietnamOffsetMs).toISOString()
  return `${formatDay(moment)} ${local.slice(11, 16)}`
}
