/** `4/4 peers valid, clock synced, stratum 2` or `..., clock unsynced, clock offset is -1234.567ms` of `ntpctl -s status` of OpenNTPD. */
export function parseNtpctl(text: string): {synchronised: boolean; offsetMs?: number} | undefined {
  const line = text.slice(0, 2000).replaceAll('\n', ' ')
  const synchronised = /\bclock synced\b/.test(line) ? true : /\bclock unsynced\b/.test(line) ? false : undefined
  if (synchronised === undefined) return undefined
  const offset = Number(/\bclock offset is (-?\d{1,12}(?:\.\d{1,6})?)ms/.exec(line)?.[1] ?? 'none')
  return {synchronised, ...(Number.isFinite(offset) ? {offsetMs: offset} : {})}
}
