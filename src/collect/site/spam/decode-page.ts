import {utf16Of} from '../../../lib/text-encoding.ts'
import {decodeText} from '../documents/decode-text.ts'

/** Encodings that are told by their name alone; everything else is seen from the bytes. */
const eastern = /^(?:gb|big5|hz|euc|shift|sjis|x-sjis|ms_kanji|iso-2022|ks_c|windows-(?:874|31j|949|125[1356])|koi8|iso-8859-[5-9]|tis)/i

/** The text of a page, piece by piece: as it says where that is an encoding of another script, else as its bytes tell. */
export function decodePage(bytes: Uint8Array, charset: string | undefined): Iterable<string> {
  if (charset === undefined || !eastern.test(charset) || utf16Of(bytes.subarray(0, 1024))) return decodeText(bytes, charset)
  try {
    return [new TextDecoder(charset).decode(bytes)]
  } catch {
    return decodeText(bytes, charset)
  }
}
