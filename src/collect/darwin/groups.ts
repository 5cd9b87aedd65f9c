import type {GroupEntry} from '../parse/group.ts'

/** Groups of every Mac that sudoers may name; the members come from the directory node, not from here. */
export const macGroups: readonly GroupEntry[] = [
  {name: 'wheel', gid: 0, members: []},
  {name: 'staff', gid: 20, members: []},
  {name: 'admin', gid: 80, members: []},
]
