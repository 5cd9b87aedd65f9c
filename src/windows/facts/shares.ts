import {present} from '../../lib/present.ts'
import type {Shares} from '../../model/facts/shares.ts'
import type {Built, WindowsLook} from '../look.ts'
import {type Gaps, map} from '../output.ts'
import {readAllowed} from '../parse/security-descriptor.ts'

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares'
/** Everyone, anonymous log-on, the group of guests. */
const anybody = new Set(['S-1-1-0', 'S-1-5-7', 'S-1-5-32-546'])
/** FILE_WRITE_DATA, FILE_APPEND_DATA, GENERIC_WRITE, GENERIC_ALL. */
const writeBits = 0x2 | 0x4 | 0x40000000 | 0x10000000

/** Folders that this PC shares, by name; the shares that Windows makes itself (C$, ADMIN$) are not written in the registry. */
export function buildShares(look: WindowsLook): Built<'shares'> {
  const source = 'registry LanmanServer Shares'
  const names = map(look.registry.values(key), (values) => [...(values ?? new Map()).keys()].filter((name) => name !== ''))
  if (!names.ok) return {...names, source}
  const gaps: Gaps = {}
  const items = names.value.sort().map((name): Shares['items'][number] => {
    const read = look.registry.read(`${key}\\Security`, name)
    const bytes = read.ok && read.value instanceof Uint8Array ? read.value : undefined
    const allowed = bytes && readAllowed(bytes)
    if (allowed === undefined) {
      // Without a descriptor of its own Windows lets Everyone read (learn.microsoft.com, "Default share permissions").
      if (read.ok && read.value === undefined)
        return {name, kind: 'smb', administrative: name.endsWith('$'), everyone: true, writable: false}
      gaps['items.everyone'] = read.ok
        ? {reason: 'error', detail: `the access list of ${name} cannot be read`}
        : {reason: read.reason, detail: read.detail}
      gaps['items.writable'] = gaps['items.everyone']
      return {name, kind: 'smb', administrative: name.endsWith('$')}
    }
    const all = allowed === 'everyone-all'
    return {
      name,
      kind: 'smb',
      administrative: name.endsWith('$'),
      ...present({
        everyone: all || allowed.some(({sid}) => anybody.has(sid)),
        writable: all || allowed.some(({mask}) => (mask & writeBits) !== 0),
      }),
    }
  })
  return {ok: true, value: {items}, gaps, source}
}
