export interface TimesyncStatus {
  server?: string
  /** "normal" once a server has answered. */
  leap?: string
  offsetMs?: number
  packets?: number
}

/** Lines `Server: 192.0.2.1 (ntp.example.org)`, `Leap: normal`, `Offset: -1.5ms`, `Packet count: 12` of `timedatectl timesync-status`. */
export function parseTimesyncStatus(text: string): TimesyncStatus {
  const status: TimesyncStatus = {}
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 500).trim()
    const colon = line.indexOf(':')
    const value = line.slice(colon + 1).trim()
    switch (line.slice(0, colon)) {
      case 'Server': {
        const server = /\(([^)]+)\)/.exec(value)?.[1] ?? value
        if (server !== '' && server !== 'n/a' && server !== 'null') status.server = server
        break
      }
      case 'Leap':
        status.leap = value
        break
      case 'Offset': {
        const offset = readSpan(value)
        if (offset !== undefined) status.offsetMs = offset
        break
      }
      case 'Packet count':
        if (/^\d{1,9}$/.test(value)) status.packets = Number(value)
        break
    }
  }
  return status
}

/** Milliseconds of a signed span such as `+1.234ms`, `-12us`, `1min 2.5s`. */
function readSpan(text: string): number | undefined {
  const units: Record<string, number> = {
    us: 1e-3,
    ms: 1,
    s: 1000,
    min: 60_000,
    h: 3_600_000,
    d: 86_400_000,
    w: 604_800_000,
    month: 2_629_800_000,
    y: 31_557_600_000,
  }
  const sign = text.startsWith('-') ? -1 : 1
  let total = 0
  for (const word of text.replace(/^[+-]/, '').split(/\s+/)) {
    const part = /^(\d{1,9}(?:\.\d{1,9})?)(us|ms|s|min|h|d|w|month|y)$/.exec(word)
    if (!part) return undefined
    total += Number(part[1]) * (units[part[2] ?? ''] ?? 0)
  }
  return Math.round(sign * total * 1e6) / 1e6
}
