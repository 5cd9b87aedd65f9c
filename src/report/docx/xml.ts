import {cleanText} from '../pdf/clean-text.ts'

const escapes: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}
// What XML 1.0 cannot hold, not even as a reference.
const FORBIDDEN = /[\ufffe\uffff]/g

/** Text for an XML element or attribute: cleaned of what cannot be seen, escaped. */
export function escapeXml(text: string): string {
  return cleanText(text)
    .replace(FORBIDDEN, '')
    .replace(/[&<>"]/g, (character) => escapes[character] ?? character)
}
