/** An entry of an access list that allows something. */
export interface AllowedAccess {
  sid: string
  mask: number
}

/**
 * Entries that allow access out of a self-relative security descriptor (MS-DTYP 2.4.6). 'everyone-all' when there is no list: that
 * lets everybody do everything. Undefined when the bytes are no descriptor.
 */
export function readAllowed(bytes: Uint8Array): AllowedAccess[] | 'everyone-all' | undefined {
  if (bytes.length < 20 || bytes.length > 65_536 || bytes[0] !== 1) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const hasList = (view.getUint16(2, true) & 0x4) !== 0
  const start = view.getUint32(16, true)
  if (!hasList || start === 0) return 'everyone-all'
  if (start + 8 > bytes.length) return undefined
  const count = view.getUint16(start + 4, true)
  const allowed: AllowedAccess[] = []
  let at = start + 8
  for (let index = 0; index < count; index++) {
    if (at + 16 > bytes.length) return undefined
    const size = view.getUint16(at + 2, true)
    if (size < 16 || at + size > bytes.length) return undefined
    // ACCESS_ALLOWED_ACE_TYPE
    if (bytes[at] === 0) {
      const sid = readSid(view, at + 8, size - 8)
      if (sid === undefined) return undefined
      allowed.push({sid, mask: view.getUint32(at + 4, true)})
    }
    at += size
  }
  return allowed
}

function readSid(view: DataView, at: number, size: number): string | undefined {
  const parts = view.getUint8(at + 1)
  if (8 + parts * 4 > size) return undefined
  const authority = view.getUint16(at + 2) * 2 ** 32 + view.getUint32(at + 4)
  const rest = Array.from({length: parts}, (_, index) => view.getUint32(at + 8 + index * 4, true))
  return ['S', view.getUint8(at), authority, ...rest].join('-')
}
