const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Last log-in of each account as `lastlog` or `lastlog2` prints it; `never` for "**Never logged in**"; undefined for other output. */
export function parseLastlog(text: string): Map<string, string> | undefined {
  const [header, ...lines] = text.split('\n')
  if (!header?.startsWith('Username')) return undefined
  const logins = new Map<string, string>()
  for (const line of lines) {
    const name = line.slice(0, 300).split(/\s/)[0]
    if (!name) continue
    const tail = line.trimEnd().slice(-40)
    if (tail.endsWith('**Never logged in**')) {
      logins.set(name.normalize('NFC'), 'never')
      continue
    }
    const at = readDate(tail)
    if (at) logins.set(name.normalize('NFC'), at)
  }
  return logins
}

/** "Tue May 20 10:00:00 +0700 2025": the format of ctime(3) with the offset before the year. */
function readDate(text: string): string | undefined {
  const found = /([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d) (\d{4})$/.exec(text)
  if (!found) return undefined
  const [, month = '', day = '', time, hours, minutes, year] = found
  const number = months.indexOf(month) + 1
  if (number === 0) return undefined
  const date = new Date(`${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${time}${hours}:${minutes}`)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
