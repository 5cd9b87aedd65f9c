/**
 * Time of the first record of a closed journal of the system out of its name
 * `system@<sequence id>-<sequence number>-<microseconds in hexadecimal>.journal`; undefined for other names. Journals of
 * users and unclean ones (`.journal~`, which carry the time they were put aside) do not tell.
 */
export function parseJournalName(name: string): Date | undefined {
  const hex = /^system@[0-9a-f]{32}-[0-9a-f]{16}-([0-9a-f]{16})\.journal$/.exec(name)?.[1]
  return hex ? fromMicroseconds(hex) : undefined
}

/** Earliest time out of `journalctl --header`: lines `Head realtime timestamp: Wed 2026-11-25 22:39:43 UTC (6612180d0bafb)`. */
export function parseJournalHeaders(text: string): Date | undefined {
  let earliest: Date | undefined
  for (const line of text.split('\n')) {
    const hex = /^Head realtime timestamp: .{0,60}\(([0-9a-f]{1,16})\)/i.exec(line.slice(0, 200))?.[1]
    const time = hex ? fromMicroseconds(hex) : undefined
    if (time && (!earliest || time < earliest)) earliest = time
  }
  return earliest
}

function fromMicroseconds(hex: string): Date | undefined {
  const milliseconds = Number.parseInt(hex, 16) / 1000
  // A journal that holds nothing has 0.
  return milliseconds > 0 && milliseconds < 8e15 ? new Date(Math.floor(milliseconds)) : undefined
}
