/** Addresses under `repositories:` of a borgmatic configuration, as plain items or as `path:`; the file may hold passphrases, so nothing else is kept. */
export function parseBorgmaticRepositories(text: string): string[] {
  const repositories: string[] = []
  let indent = -1
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000)
    if (/^\s*(?:#|$)/.test(line)) continue
    const depth = line.search(/\S/)
    if (/^\s*repositories:\s*$/.test(line)) indent = depth
    else if (indent >= 0) {
      const address = /^\s*-\s+(?:path:\s*)?["']?([^\s"'#:][^\s"'#]*)/.exec(line)?.[1] ?? /^\s+path:\s*["']?([^\s"'#]+)/.exec(line)?.[1]
      if (depth < indent || (depth === indent && !line.trimStart().startsWith('-'))) indent = -1
      else if (address && !/^label:/.test(address)) repositories.push(address)
    }
  }
  return repositories
}

/** "ssh://..." or "user@host:path" is on another machine, "/path" is not. */
export function isRemoteAddress(address: string): boolean {
  if (address.startsWith('file:')) return false
  return /^[^/]+:/.test(address)
}
