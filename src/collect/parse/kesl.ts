/** Fields of `kesl-control --app-info`, lines `Name:   value`; names in lower case. */
export function parseKeslInfo(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000)
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return fields
}
