const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * When a ClamAV database was built, from the 512 bytes of text that it begins with:
 * `ClamAV-VDB:16 Sep 2024 10-32 +0200:27399:...:1726475520`, whose last field is the same moment in seconds.
 */
export function parseCvdHeader(text: string): string | undefined {
  const header = text.slice(0, 512)
  if (!header.startsWith('ClamAV-VDB:')) return undefined
  const match = /^ClamAV-VDB:(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d)-(\d\d) ([+-]\d\d)(\d\d):/.exec(header)
  const month = months.indexOf(match?.[2] ?? '') + 1
  if (!match || month === 0) return undefined
  const [, day = '', , year, hour, minute, offsetHours, offsetMinutes] = match
  const time = Date.parse(
    `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T${hour}:${minute}:00${offsetHours}:${offsetMinutes}`,
  )
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined
}

/** Settings of clamd.conf and freshclam.conf, one `Name value` a line; some names may stand more than once. */
export function parseClamConf(text: string): Map<string, string[]> {
  const settings = new Map<string, string[]>()
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 2000).trim()
    const space = line.search(/\s/)
    if (line.startsWith('#') || space <= 0) continue
    const name = line.slice(0, space)
    settings.set(name, [
      ...(settings.get(name) ?? []),
      line
        .slice(space)
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    ])
  }
  return settings
}
