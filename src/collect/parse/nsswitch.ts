/** Sources of each database of /etc/nsswitch.conf, actions in brackets left out: `passwd` -> ["files", "sss"]. */
export function parseNsswitch(text: string): Map<string, string[]> {
  const databases = new Map<string, string[]>()
  for (const raw of text.split('\n')) {
    if (raw.length > 2000) continue
    const line = raw.split('#')[0] ?? ''
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const sources = line
      .slice(colon + 1)
      .replace(/\[[^\]]*\]/g, ' ')
      .split(/\s+/)
      .filter((source) => source !== '')
    databases.set(line.slice(0, colon).trim(), sources)
  }
  return databases
}
