/** Settings of /etc/login.defs: name, blanks or "=", value; the last one of a name counts. */
export function parseLoginDefs(text: string): Map<string, string> {
  const settings = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (line.length > 1000) continue
    const found = /^\s*([A-Z][A-Z0-9_]*)[\s=]+(\S.*)$/.exec(line)
    if (found?.[1] && found[2]) settings.set(found[1], found[2].split('#')[0]?.trim().replaceAll('"', '') ?? '')
  }
  return settings
}
