/** Text properties of `ioreg -rd1 -c IOPlatformExpertDevice`, whose lines are `"IOPlatformSerialNumber" = "C02..."`; data in `<"...">` is opened. */
export function parseIoreg(text: string): Map<string, string> {
  const properties = new Map<string, string>()
  for (const line of text.split('\n')) {
    const match = line.length < 2000 ? /^[\s|]*"([A-Za-z0-9-]{1,80})" = <?"([^"]{1,200})"/.exec(line) : null
    if (match?.[1] && match[2]) properties.set(match[1], match[2])
  }
  return properties
}
