/** Lines of wtmp that are no log-in of a person. */
const notPersons = new Set(['reboot', 'shutdown', 'runlevel', 'wtmp', 'wtmpdb', 'null', 'btmp'])

/** Latest log-in of each account as `last -w --time-format iso` or `wtmpdb last` prints it; undefined for other output. */
export function parseLast(text: string): Map<string, string> | undefined {
  const logins = new Map<string, string>()
  let begins = false
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000)
    if (/^\S+ begins /.test(line)) begins = true
    const name = line.split(/\s/)[0]
    if (!name || notPersons.has(name)) continue
    const found = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d/.exec(line)
    if (!found) continue
    const date = new Date(found[0].replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
    if (Number.isNaN(date.getTime())) continue
    const at = date.toISOString()
    const known = logins.get(name.normalize('NFC'))
    if (!known || known < at) logins.set(name.normalize('NFC'), at)
  }
  // The closing line "wtmp begins ..." is always printed: without it the output was cut or is something else.
  return begins ? logins : undefined
}
