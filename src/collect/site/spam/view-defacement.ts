import type {CompiledSpamRules} from './compile-rules.ts'
import {decodeScript} from './decode-script.ts'
import {maskText} from './excerpt.ts'
import {cleanText} from './normalise.ts'
import type {PageParts} from './page-parts.ts'
import type {Signal} from './view-signals.ts'
import type {Stream} from './visible-text.ts'

const mostParagraphs = 400
const longestScript = 20_000

/** Signs of a page that somebody has put in place of the office's: what it says, how little there is, how it looks. */
export function readDefacement(parts: PageParts, shown: Stream, compiled: CompiledSpamRules): Signal[] {
  const {shortWords, fewLinks} = compiled.rules.defacement
  const short = shown.words.length < shortWords && parts.links.length < fewLinks
  const strong = new Set<string>()
  const weak = new Set<string>()
  let first: string | undefined
  const look = (text: string) => {
    const words = compiled.words.read(cleanText(text), 2000)
    const hits = compiled.defacement.find(words)
    if (hits.length === 0) return
    // News of a site that was attacked.
    const acts = compiled.lexicon.find(words).filter(({means}) => means === 'act').length
    if (acts > 0) return
    for (const {means, phrase} of hits) (means === 'strong' ? strong : weak).add(phrase)
    first ??= text
  }
  look(parts.title)
  for (const {heading, text} of shown.paragraphs.slice(0, mostParagraphs)) if (short || heading) look(text)
  for (const {text} of parts.scripts)
    if (text.length <= longestScript && /\.title\s{0,3}=|innerHTML|\.write/.test(text)) {
      const {plain, decoded} = decodeScript(text)
      look(`${plain.slice(0, longestScript)} ${decoded.slice(0, longestScript)}`.replace(/<[^<>]{0,500}>/g, ' '))
    }
  if (first === undefined || (strong.size === 0 && weak.size < (short ? 1 : 2))) return []
  const signals: Signal[] = []
  if (strong.size > 0 || weak.size >= 2)
    signals.push({kind: 'defacement', words: [...strong, ...weak].slice(0, 20), hosts: [], excerpt: maskText(first, compiled)})
  if (short) signals.push({kind: 'short-page', words: signals.length > 0 ? [] : [...weak], hosts: [], excerpt: maskText(first, compiled)})
  if (parts.body?.background === '000000') signals.push({kind: 'black-page', words: [], hosts: []})
  // One weak word on a short page of any look says nothing.
  return strong.size > 0 || weak.size >= 2 || signals.length >= 2 ? signals : []
}
