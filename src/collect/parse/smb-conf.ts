export type SmbItem = {kind: 'heading'; name: string} | {kind: 'setting'; name: string; value: string} | {kind: 'include'; path: string}

/** Names that smb.conf(5) gives to the same setting, without blanks, lower case; a leading "!" turns yes and no around. */
const synonyms: Readonly<Record<string, string>> = {
  public: 'guestok',
  onlyguest: 'guestonly',
  writable: '!readonly',
  writeable: '!readonly',
  writeok: '!readonly',
  printok: 'printable',
  minprotocol: 'serverminprotocol',
  protocol: 'servermaxprotocol',
  maxprotocol: 'servermaxprotocol',
  directory: 'path',
}

/** Lines of smb.conf(5) in their order: setting names are lower case without blanks, synonyms resolved. */
export function parseSmbConf(text: string): SmbItem[] {
  const items: SmbItem[] = []
  for (const raw of text.replaceAll('\\\n', ' ').split('\n')) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.startsWith(';') || line.length > 8000) continue
    if (line.startsWith('[')) {
      const end = line.indexOf(']')
      if (end > 0) items.push({kind: 'heading', name: line.slice(1, end).trim().normalize('NFC')})
      continue
    }
    const equals = line.indexOf('=')
    if (equals <= 0) continue
    const name = line.slice(0, equals).replace(/\s+/g, '').toLowerCase()
    const value = line.slice(equals + 1).trim()
    const known = synonyms[name] ?? name
    if (name === 'include') items.push({kind: 'include', path: value})
    else if (known.startsWith('!')) items.push({kind: 'setting', name: known.slice(1), value: isSmbYes(value) ? 'no' : 'yes'})
    else items.push({kind: 'setting', name: known, value})
  }
  return items
}

/** Booleans of smb.conf(5): yes, true, on and 1. */
export function isSmbYes(value: string | undefined): boolean {
  return value !== undefined && /^(yes|true|on|1)$/i.test(value.trim())
}
