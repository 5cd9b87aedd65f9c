/** Days that inventories write, year first or as `order` says; undefined when it is no day of the calendar. */
export function readDay(text: string | undefined, order: 'day-first' | 'month-first' = 'day-first'): string | undefined {
  if (text === undefined) return undefined
  const iso = /^(\d{4})([-/]?)(\d{2})\2(\d{2})(?!\d)/.exec(text)
  if (iso) return realDay(iso[1], iso[3], iso[4])
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(text)
  if (!local) return undefined
  return order === 'day-first' ? realDay(local[3], local[2], local[1]) : realDay(local[3], local[1], local[2])
}

/** Vietnamese time: what an office means when a file names no zone. */
const defaultOffset = '+07:00'

/**
 * A moment as UTC. Agents write the machine's own time, `2020-06-12 14:19:54`, and its offset beside it, `+0200`; an
 * offset that the text itself bears goes first.
 */
export function readMoment(text: string | undefined, offset: string | undefined): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[ T-](\d{2})[:-](\d{2})[:-](\d{2})(?::\d{2}|\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(text ?? '')
  if (!match || !readDay(match[1])) return undefined
  const zone = (match[5] ?? (/^[+-]\d{2}:?\d{2}$/.test(offset ?? '') ? offset : undefined) ?? defaultOffset).replace(
    /(\d{2}):?(\d{2})$/,
    '$1:$2',
  )
  const time = Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}${zone}`)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('.000Z', 'Z')
}

function realDay(year = '', month = '', day = ''): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (y < 1980 || y > 2100 || m < 1 || m > 12 || d < 1 || d > lastDayOf(y, m)) return undefined
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function lastDayOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
