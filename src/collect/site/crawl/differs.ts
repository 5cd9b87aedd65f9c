import type {Answer} from '../http/fetcher.ts'
import {pageCharset} from './page-charset.ts'

const mostBytes = 512 * 1024
const mostWords = 20_000
/** Below this share of common words two views are worth another look. */
const alike = 0.8

/** Whether two answers for one address differ so much that the page should be asked for once more. */
export function differsMuch(one: Answer, other: Answer): boolean {
  if (one.status !== other.status || one.url !== other.url) return true
  if (one.body.equals(other.body)) return false
  const [a, b] = [wordsOf(one), wordsOf(other)]
  let common = 0
  for (const word of a) if (b.has(word)) common++
  const all = a.size + b.size - common
  return all > 0 && common / all < alike
}

/** Words of a page without its tags and scripts; numbers change by themselves and are left out. */
function wordsOf(answer: Answer): Set<string> {
  const text = decode(answer)
    .replace(/<(?:script|style)\b[^<>]{0,2000}>[^<]*/gi, ' ')
    .replace(/<[^<>]{0,5000}>/g, ' ')
    .toLowerCase()
  const words = new Set<string>()
  for (const [word] of text.matchAll(/[\p{L}\p{M}]{2,40}/gu)) {
    words.add(word)
    if (words.size >= mostWords) break
  }
  return words
}

function decode(answer: Answer): string {
  const bytes = answer.body.subarray(0, mostBytes)
  try {
    return new TextDecoder(pageCharset(answer)).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
