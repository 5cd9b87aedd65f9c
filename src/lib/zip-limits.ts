const maxEntries = 500
const maxUnpacked = 64 * 1024 * 1024
const endOfDirectory = 0x06054b50
const entryOfDirectory = 0x02014b50

export type ZipRefusal = 'not-a-zip' | 'too-many-entries' | 'too-large-unpacked' | 'encrypted'

/**
 * Looks at the directory of a ZIP file before anything is unpacked, and says why it should not be. The library that unpacks
 * stops an entry at the size declared here, so that what is declared bounds what is unpacked: an entry that declares nothing is
 * refused.
 */
export function refuseZip(bytes: Uint8Array): ZipRefusal | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return 'not-a-zip'
  const count = view.getUint16(end + 10, true)
  // 65,535 stands for ZIP64, which no workbook of a register needs.
  if (count > maxEntries) return 'too-many-entries'
  let offset = view.getUint32(end + 16, true)
  let unpacked = 0
  for (let index = 0; index < count; index++) {
    if (offset + 46 > view.byteLength || view.getUint32(offset, true) !== entryOfDirectory) return 'not-a-zip'
    if ((view.getUint16(offset + 8, true) & 1) === 1) return 'encrypted'
    const packed = view.getUint32(offset + 20, true)
    const declared = view.getUint32(offset + 24, true)
    if (declared === 0 && packed > 2) return 'too-large-unpacked'
    unpacked += declared
    if (unpacked > maxUnpacked) return 'too-large-unpacked'
    offset += 46 + view.getUint16(offset + 28, true) + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
  }
  return undefined
}

function findEnd(view: DataView): number | undefined {
  for (let offset = view.byteLength - 22; offset >= Math.max(0, view.byteLength - 65_557); offset--)
    if (view.getUint32(offset, true) === endOfDirectory) return offset
  return undefined
}
