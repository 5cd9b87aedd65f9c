import {utf16Of} from '../../../lib/text-encoding.ts'
import type {Answer} from '../http/fetcher.ts'
import {charsetOf} from '../page/header-facts.ts'

/** Encoding of a page as a browser finds it: its first bytes, then the header, then its own head; `undefined` means UTF-8. */
export function pageCharset(answer: Answer): string | undefined {
  const {body} = answer
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8'
  const byBytes = utf16Of(body.subarray(0, 1024))
  if (byBytes) return byBytes
  const byHeader = charsetOf(answer)
  if (byHeader !== undefined) return byHeader
  const head = body.subarray(0, 4096).toString('latin1')
  const written = /<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w-]{2,40})/i.exec(head)?.[1]
  // A head that can be read byte by byte is not in UTF-16, whatever it says (HTML, 13.2.3.2).
  return written !== undefined && /^utf-?16/i.test(written) ? 'utf-8' : written
}
