/**
 * Moment of a local time "YYYY-MM-DD HH:MM:SS" (or with "T") in a zone such as "Asia/Ho_Chi_Minh"; undefined when the
 * text is no time or the zone is unknown. In the hour that clocks repeat, the first pass is taken.
 */
export function momentOfLocalTime(text: string, zone: string | undefined): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text)
  const wall = match ? Date.parse(`${match[1]}T${match[2]}Z`) : Number.NaN
  if (!Number.isFinite(wall) || zone === undefined) return undefined
  // The offset is looked up at the wall time read as UTC, then once more at the moment that gives.
  const first = offsetAt(wall, zone)
  const second = first === undefined ? undefined : offsetAt(wall - first, zone)
  return second === undefined ? undefined : new Date(wall - second).toISOString()
}

/** The name when this runtime knows it as a time zone. */
export function knownTimeZone(name: string): string | undefined {
  return /^[A-Za-z0-9_+\-/]{1,60}$/.test(name) && offsetAt(0, name) !== undefined ? name : undefined
}

function offsetAt(time: number, zone: string): number | undefined {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 0
  try {
    const words = new Intl.DateTimeFormat('en-US', {timeZone: zone, timeZoneName: 'longOffset'}).format(time)
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(words)
    if (!match) return undefined
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = match
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  } catch {
    return undefined
  }
}
