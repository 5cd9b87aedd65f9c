/** Commands of zypper that bring newer versions of what is there. */
const updating = /'(?:up|update|patch|dup|dist-upgrade)'/

/**
 * Local time of the last update in /var/log/zypp/history, "YYYY-MM-DD HH:MM:SS": an `install` line
 * (`time|install|name|version|...`) of a package that was installed before, or after an updating `command` line.
 */
export function lastZyppUpdate(text: string): string | undefined {
  const known = new Set<string>()
  let inUpdate = false
  let last: string | undefined
  for (const line of text.split('\n')) {
    if (line.startsWith('#') || line.length > 4000) continue
    const [time = '', action = '', name = ''] = line.split('|', 4).map((word) => word.trim())
    if (action === 'command') inUpdate = updating.test(line)
    if (action !== 'install' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(time)) continue
    if (inUpdate || known.has(name)) last = time
    known.add(name)
  }
  return last
}
