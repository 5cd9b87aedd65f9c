/** Day of the detection engine in `upd --list-modules`: `EM002  31832 (20250909)  Detection engine`, as the moment at which that day begins. */
export function parseEsetEngineDate(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const match = line.length < 500 ? /^EM002\s+[\d.]+ \((\d{4})(\d\d)(\d\d)\)/.exec(line.trim()) : null
    const time = match ? Date.parse(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`) : Number.NaN
    if (Number.isFinite(time)) return new Date(time).toISOString()
  }
  return undefined
}
