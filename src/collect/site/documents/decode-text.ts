import {utf16Of} from '../../../lib/text-encoding.ts'
import {needsRepair} from './repair-font.ts'

/**
 * A file's text piece by piece, so that no second copy of it is held. Old Vietnamese encodings of fonts (TCVN3, VNI) come out
 * as they look without their font; `repairFont` turns them into letters row by row.
 */
export function* decodeText(bytes: Uint8Array, declared?: string): Generator<string> {
  const decoder = new TextDecoder(utf16Of(bytes) ?? (isUtf8(bytes) ? 'utf-8' : singleByte(bytes, declared)))
  const piece = 64 * 1024
  for (let at = 0; at < bytes.length; at += piece) yield decoder.decode(bytes.subarray(at, at + piece), {stream: true})
  yield decoder.decode()
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', {fatal: true})
  try {
    for (let at = 0; at < bytes.length; at += 65_536) decoder.decode(bytes.subarray(at, at + 65_536), {stream: true})
    return true
  } catch {
    return false
  }
}

/** Text for old fonts lies on windows-1252; other Vietnamese text of one byte a letter is windows-1258, which reads plain Latin too. */
function singleByte(bytes: Uint8Array, declared: string | undefined): string {
  if (declared && /1252|8859-1|latin/i.test(declared)) return 'windows-1252'
  return needsRepair(new TextDecoder('windows-1252').decode(bytes.subarray(0, 256 * 1024))) ? 'windows-1252' : 'windows-1258'
}
