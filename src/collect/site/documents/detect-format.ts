import {utf16Of} from '../../../lib/text-encoding.ts'
import type {DocumentFormat} from './types.ts'

const magics: [string, DocumentFormat][] = [
  ['25504446', 'pdf'],
  ['526172211a07', 'rar'],
  ['377abcaf271c', '7z'],
  ['1f8b', 'gzip'],
  ['7b5c727466', 'rtf'],
  ['ffd8ff', 'image'],
  ['89504e47', 'image'],
  ['47494638', 'image'],
  ['49492a00', 'image'],
  ['4d4d002a', 'image'],
]

/** What a file is by its first bytes. Its name and what the server calls it are not asked: both are often wrong. */
export function detectFormat(bytes: Uint8Array): DocumentFormat | 'office-zip' {
  if (bytes.length === 0) return 'empty'
  const hex = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  if (hex === 'd0cf11e0a1b11ae1') return 'ole'
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'office-zip'
  for (const [magic, format] of magics) if (hex.startsWith(magic)) return format
  // Readers of PDF take a header that stands a little later.
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf'
  return detectText(bytes)
}

function detectText(bytes: Uint8Array): DocumentFormat {
  const utf16 = utf16Of(bytes.subarray(0, 1024))
  const head = new TextDecoder(utf16 ?? 'utf-8')
    .decode(bytes.subarray(0, 4096))
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (!utf16 && hasBinary(bytes.subarray(0, 4096))) return 'binary'
  const start = head.slice(0, 2000).toLowerCase()
  if (start.startsWith('<')) {
    if (start.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'spreadsheetml'
    if (/<(?:!doctype html|html|head|body|table|div|meta|p|script|style|section|ul|h\d)[\s>]/.test(start)) return 'html'
    return start.startsWith('<?xml') ? 'xml' : 'html'
  }
  if (/^[[{]/.test(head) && /^[[{]\s*(?:["\d[{\]}-]|true|false|null)/.test(head)) return 'json'
  return looksSeparated(head) ? 'csv' : 'text'
}

/** Control characters that no text has. Old Vietnamese encodings use the upper half only. */
function hasBinary(bytes: Uint8Array): boolean {
  let odd = 0
  for (const byte of bytes) if (byte === 0 || (byte < 9 && byte > 0) || (byte > 13 && byte < 27)) odd++
  return odd > bytes.length / 200
}

function looksSeparated(head: string): boolean {
  const lines = head.split(/\r?\n/, 6).filter((line) => line !== '')
  return [';', '\t', ',', '|'].some((mark) => lines.length > 1 && lines.slice(0, 2).every((line) => line.split(mark).length > 1))
}
