export interface MacShare {
  name: string
  guests: boolean
  readOnly: boolean
}

/**
 * Share points that `sharing -l` of macOS lists with SMB on: blocks of `key: value` lines, the protocols in braces. Undefined
 * when the heading is missing.
 */
export function parseSharing(text: string): MacShare[] | undefined {
  if (!text.includes('List of Share Points')) return undefined
  const shares: (MacShare & {smb: boolean})[] = []
  let block = ''
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000).trim()
    if (line.startsWith('}')) block = ''
    else if (line.endsWith('{')) block = line.split(':')[0] ?? ''
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const key = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    const share = shares.at(-1)
    if (key === 'name' && block === '') shares.push({name: value.normalize('NFC'), guests: false, readOnly: false, smb: false})
    else if (share && block === 'smb' && key === 'shared') share.smb = value === '1'
    else if (share && block === 'smb' && key === 'guest access') share.guests = value === '1'
    else if (share && block === 'smb' && key === 'read-only') share.readOnly = value === '1'
  }
  return shares.filter((share) => share.smb).map(({name, guests, readOnly}) => ({name, guests, readOnly}))
}
