/** Variables of /etc/os-release and other files of shell assignments (`NAME="value"`), quotes and backslashes undone. */
export function parseOsRelease(text: string): Map<string, string> {
  const variables = new Map<string, string>()
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000).trim()
    const equals = line.indexOf('=')
    if (equals <= 0 || line.startsWith('#')) continue
    variables.set(line.slice(0, equals), unquote(line.slice(equals + 1)))
  }
  return variables
}

function unquote(value: string): string {
  const quote = value[0]
  const inner = (quote === '"' || quote === "'") && value.endsWith(quote) && value.length > 1 ? value.slice(1, -1) : value
  return (quote === "'" ? inner : inner.replace(/\\(.)/g, '$1')).replaceAll('\0', '').normalize('NFC')
}
