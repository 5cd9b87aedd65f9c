import {readDocx} from './read-docx.ts'
import {looksLikeLegacyFont, readText} from './read-text.ts'
import {type Refused, readLimits, refuse} from './refusals.ts'
import type {Segment} from './text-blocks.ts'

export type DocumentFormat = 'docx' | 'txt'

/** Reads the text of a file by its extension and its first bytes; a file that cannot be read rightly is refused with a reason. */
export function readDocument(bytes: Uint8Array, fileName: string): {ok: true; format: DocumentFormat; segments: Segment[]} | Refused {
  const extension = /\.([^./\\]*)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (bytes.length === 0) return refuse('empty')
  if (bytes.length > readLimits.fileBytes) return refuse('too-large')
  const seen = contentOf(bytes)
  if (seen === 'pdf' || seen === 'rtf') return refuse(seen)
  if (seen === 'ole') return refuse(hasUtf16(bytes, 'EncryptedPackage') ? 'password' : 'old-word')
  if (extension !== 'docx' && extension !== 'txt') return refuse('wrong-extension')
  if (extension === 'docx' && seen !== 'zip') return refuse('not-a-zip')
  if (extension === 'txt' && seen === 'zip') return refuse('docx-named-txt')
  const read = extension === 'docx' ? readDocx(bytes) : readText(bytes)
  if (!read.ok) return read
  if (!read.segments.some(({text}) => /\p{L}/u.test(text))) return refuse('no-text')
  if (looksLikeLegacyFont(read.segments)) return refuse('legacy-font')
  return {ok: true, format: extension, segments: read.segments}
}

function contentOf(bytes: Uint8Array): 'zip' | 'ole' | 'pdf' | 'rtf' | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return 'zip'
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'ole'
  if (start.startsWith('%PDF-')) return 'pdf'
  return start.startsWith('{\\rtf') ? 'rtf' : undefined
}

/** The directory of an encrypted Office file names its only stream in UTF-16. */
function hasUtf16(bytes: Uint8Array, word: string): boolean {
  const pattern = [...word].flatMap((letter) => [letter.charCodeAt(0), 0])
  for (let at = bytes.indexOf(pattern[0] ?? 0); at >= 0; at = bytes.indexOf(pattern[0] ?? 0, at + 1))
    if (pattern.every((byte, index) => bytes[at + index] === byte)) return true
  return false
}
