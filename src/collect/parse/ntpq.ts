export interface NtpPeer {
  remote: string
  /** The peer the clock follows. */
  selected: boolean
  offsetMs: number
  /** Seconds since it last answered. */
  whenSeconds?: number
}

/**
 * Rows of `ntpq -pn` below the line of `=`: a mark, remote, refid, stratum, type, when, poll, reach, delay, offset, jitter;
 * undefined when that line is missing (no daemon answered).
 */
export function parseNtpq(text: string): NtpPeer[] | undefined {
  const lines = text.split('\n')
  const rule = lines.findIndex((line) => line.startsWith('====='))
  if (rule < 0) return undefined
  return lines.slice(rule + 1).flatMap((raw): NtpPeer[] => {
    const line = raw.slice(0, 400)
    const words = line.slice(1).trim().split(/\s+/)
    const offset = Number(words[8])
    // Pool lines (type p) stand for a name, not for a server.
    if (words.length < 10 || words[3] === 'p' || words[8] === '' || !Number.isFinite(offset)) return []
    const when = readWhen(words[4] ?? '')
    return [
      {
        remote: words[0] ?? '',
        selected: line.startsWith('*') || line.startsWith('o'),
        offsetMs: offset,
        ...(when === undefined ? {} : {whenSeconds: when}),
      },
    ]
  })
}

function readWhen(text: string): number | undefined {
  const part = /^(\d{1,9})([mhd]?)$/.exec(text)
  if (!part) return undefined
  return Number(part[1]) * ({m: 60, h: 3600, d: 86_400}[part[2] ?? ''] ?? 1)
}
