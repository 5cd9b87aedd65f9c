import {utf16Of} from '../lib/text-encoding.ts'
import type {Source} from './importer.ts'

/** The encoding of a text file by its first bytes: a byte order mark, zero bytes of UTF-16, what XML declares, else UTF-8. */
export function encodingOf(head: Uint8Array): string {
  return utf16Of(head) ?? declaredEncoding(head) ?? 'utf-8'
}

/** `encoding` of an XML declaration, where it names one that can be read; UTF-16 is already ruled out by the bytes. */
function declaredEncoding(head: Uint8Array): string | undefined {
  const line = Buffer.from(head.subarray(0, 200)).toString('latin1')
  const label = /^(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(line)?.[1]?.toLowerCase()
  if (label === undefined || label.startsWith('utf-16')) return undefined
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

/** The first part of a file as text, without a byte order mark. */
export function headText(head: Uint8Array): string {
  return new TextDecoder(encodingOf(head)).decode(head, {stream: true})
}

/** A file as text, without a byte order mark; bytes that are no text become U+FFFD. */
export async function* readText(source: Source): AsyncGenerator<string> {
  const decoder = new TextDecoder(encodingOf(source.head))
  for await (const bytes of source.scan?.() ?? source.open()) yield decoder.decode(bytes, {stream: true})
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
