/** State of the clock out of `w32tm /query /status`. */
export interface ClockState {
  synchronised: boolean
}

/** The local clock as its own source: letters "LOCL". */
const localClock = '0x4c4f434c'

/**
 * Reads the first rows by their order: leap indicator, stratum, precision, root delay, root dispersion, reference id; words are in the
 * language of Windows. A clock is set right when it has a source that is not itself and does not say it lost it (leap 3, stratum 0
 * or 16). Undefined when the rows are not there: the service does not run.
 */
export function parseW32tm(text: string): ClockState | undefined {
  const rows = text.split(/\r?\n/).flatMap((line) => /^[^\s:][^:]*:\s*(\S.*)$/.exec(line)?.[1] ?? [])
  const [leap, stratum] = [rows[0], rows[1]].map((value) => /^(\d{1,2})(?!\d)/.exec(value ?? '')?.[1])
  const reference = /^(0x[0-9a-f]{8})/i.exec(rows[5] ?? '')?.[1]?.toLowerCase()
  if (leap === undefined || stratum === undefined || reference === undefined) return undefined
  return {
    synchronised: leap !== '3' && Number(stratum) > 0 && Number(stratum) < 16 && reference !== localClock && reference !== '0x00000000',
  }
}
