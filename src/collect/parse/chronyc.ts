export interface ChronyTracking {
  /** Hexadecimal: "7F7F0101" is the machine's own clock, "00000000" none. */
  referenceId: string
  referenceTime: Date | undefined
  /** How far the clock must go forward to be right. */
  offsetSeconds: number
  leap: string
}

/**
 * The one line of `chronyc -c -n tracking`: reference id, address, stratum, reference time, offset, ... and the leap status
 * last, 14 fields in all. Undefined for anything else, such as "506 Cannot talk to daemon".
 */
export function parseChronyTracking(text: string): ChronyTracking | undefined {
  const fields = (text.trim().split('\n')[0] ?? '').slice(0, 1000).split(',')
  const [referenceId = '', , , time = '', offset = ''] = fields
  if (fields.length !== 14 || !/^[0-9A-F]{8}$/i.test(referenceId)) return undefined
  const [seconds, offsetSeconds] = [Number(time), Number(offset)]
  if (!Number.isFinite(offsetSeconds) || offset === '') return undefined
  const known = Number.isFinite(seconds) && seconds > 0 && seconds < 8e9
  return {
    referenceId: referenceId.toUpperCase(),
    referenceTime: known ? new Date(seconds * 1000) : undefined,
    offsetSeconds,
    leap: fields[13] ?? '',
  }
}
