/** Whether a number format shows a day: built-in ones of Excel (ECMA-376 18.8.30) or a pattern with day or year. */
export function dateFormats(id: number, own: ReadonlyMap<number, string>): boolean {
  const code = own.get(id)
  if (code === undefined) return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  const bare = code.slice(0, 200).replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
  return /[dy]/i.test(bare)
}

/** A serial day of Excel as "15/07/1990"; day 60 does not exist, which matters to nobody born after February 1900. */
export function showDay(serial: number): string {
  const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`
}

/** A number as a person would see all its digits: "7.9099012345E10" is "79099012345". */
export function showNumber(written: string): string {
  if (!/[eE.]/.test(written)) return written
  const value = Number(written)
  return Number.isSafeInteger(value) ? String(value) : written
}

export function showCell(type: string, value: string, date: boolean, strings: readonly string[]): string {
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'str' || type === 'inlineStr' || type === 'e' || type === 'b') return value
  if (type === 'd') return value
  const serial = Number(value)
  if (date && serial >= 1 && serial < 80_000) return showDay(serial)
  return showNumber(value)
}
