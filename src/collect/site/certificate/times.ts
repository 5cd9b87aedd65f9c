import {type Element, tags} from './der.ts'

/** Moment of a UTCTime or GeneralizedTime in the one form that DER allows; undefined for anything else, or a day that does not exist. */
export function timeOf({tag, contents}: Element): number | undefined {
  const text = Buffer.from(contents).toString('latin1')
  const shape = tag === tags.utcTime ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
  const parts = shape.exec(text)?.slice(1).map(Number)
  if (!parts || (tag !== tags.utcTime && tag !== tags.generalizedTime)) return undefined
  const [written = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  // RFC 5280, 4.1.2.5.1: two digits from 50 on are of the last century.
  const year = tag === tags.utcTime ? (written >= 50 ? 1900 : 2000) + written : written
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second
  return exists ? date.getTime() : undefined
}
