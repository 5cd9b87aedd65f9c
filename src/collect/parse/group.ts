export interface GroupEntry {
  name: string
  gid: number
  members: string[]
}

/** Groups of /etc/group with the members listed there; primary members stand in /etc/passwd only. */
export function parseGroup(text: string): GroupEntry[] {
  const groups: GroupEntry[] = []
  for (const line of text.split('\n')) {
    const [name = '', , gid = '', members = ''] = line.split(':')
    if (name === '' || name.startsWith('#') || name.startsWith('+') || name.startsWith('-') || !/^\d{1,10}$/.test(gid)) continue
    groups.push({
      name: name.normalize('NFC'),
      gid: Number(gid),
      members: members
        .split(',')
        .map((member) => member.trim().normalize('NFC'))
        .filter((member) => member !== ''),
    })
  }
  return groups
}
