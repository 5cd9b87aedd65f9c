export interface AptSource {
  uri: string
  /** "bookworm-security", or a path ending in "/" for a flat archive. */
  suite: string
}

/** Binary archives of a one-line sources.list: `deb [options] uri suite component...`. */
export function parseAptList(text: string): AptSource[] {
  const sources: AptSource[] = []
  for (const raw of text.split('\n')) {
    if (raw.length > 4000) continue
    const line = raw.split('#')[0] ?? ''
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line)
    if (match?.[1] && match[2]) sources.push({uri: match[1], suite: match[2]})
  }
  return sources
}

/** Binary archives of a deb822 *.sources file: paragraphs with Types, URIs, Suites and Enabled. */
export function parseAptDeb822(text: string): AptSource[] {
  const sources: AptSource[] = []
  for (const paragraph of text.split(/\n[ \t]*\n/)) {
    const fields = readFields(paragraph)
    const words = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter((word) => word !== '')
    if (!words('types').includes('deb') || /^(no|false|without|off|disable)$/i.test(fields.get('enabled') ?? '')) continue
    for (const uri of words('uris')) for (const suite of words('suites')) sources.push({uri, suite})
  }
  return sources
}

function readFields(paragraph: string): Map<string, string> {
  const fields = new Map<string, string>()
  let current = ''
  for (const line of paragraph.split('\n')) {
    if (line.startsWith('#') || line.length > 4000) continue
    const colon = line.indexOf(':')
    if (/^[ \t]/.test(line)) fields.set(current, `${fields.get(current) ?? ''} ${line.trim()}`)
    else if (colon > 0) {
      current = line.slice(0, colon).trim().toLowerCase()
      fields.set(current, line.slice(colon + 1).trim())
    }
  }
  return fields
}

/** Beginning of the names that apt gives the lists of an archive in /var/lib/apt/lists, before "InRelease" or "Release". */
export function aptListPrefix(source: AptSource): string {
  const base = source.uri.replace(/\/*$/, '/')
  const folder = source.suite === '/' ? base : source.suite.endsWith('/') ? `${base}${source.suite}` : `${base}dists/${source.suite}/`
  const plain = folder.replace(/^[a-z0-9+.-]+:(?:\/\/)?(?:[^/@]*@)?/i, '')
  return plain.replace(/[\\|{}[\]<>"^~_=!@#$%&*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`).replaceAll('/', '_')
}

/** Host of an archive in lower case; undefined for local ones (file:, cdrom:, mirror+file:). */
export function aptHost(uri: string): string | undefined {
  const match = /^(?:[a-z0-9]+\+)*(?:https?|ftp|tor|mirror):\/\/(?:[^/@]*@)?(\[[^\]]+\]|[^/:]+)/i.exec(uri.slice(0, 500))
  return match?.[1]?.toLowerCase()
}
