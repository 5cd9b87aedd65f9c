import {maskName, maskNumber} from '../personal-data/mask.ts'
import {foldMarks} from '../personal-data/phrase-book.ts'
import type {CompiledSpamRules} from './compile-rules.ts'
import type {Context} from './page-parts.ts'
import type {Stream} from './visible-text.ts'
import type {SpamHit} from './weigh-text.ts'

const separator = ' | '

/** The text around a phrase, as long as evidence may be, with numbers, addresses and names of persons masked. */
export function excerptAround({words, paragraphs}: Stream, {from, paragraph}: SpamHit, compiled: CompiledSpamRules): string {
  const most = compiled.rules.thresholds.excerpt
  const index = paragraphs.indexOf(paragraph)
  const place = words[from]?.from ?? 0
  const start = Math.max(0, place - most / 2)
  let text = paragraph.text.slice(start, place + most / 2)
  // Not from the middle of a word.
  if (start > 0) text = `… ${text.replace(/^\S*\s/, '')}`
  for (let step = 1; step <= 6 && text.length < most * 0.8; step++) {
    const before = endOf(paragraphs[index - step]?.text.trim(), most / 4)
    const after = paragraphs[index + step]?.text.trim().slice(0, most / 4)
    if (after) text += separator + after
    if (before && text.length < most * 0.8) text = before + separator + text
  }
  return maskText(text, compiled)
}

/** The last so many characters, from a whole word on. */
function endOf(text: string | undefined, most: number): string | undefined {
  return text === undefined || text.length <= most ? text : `… ${text.slice(-most).replace(/^\S*\s/, '')}`
}

/** A text as it may be kept. Cut after masking, so that no cut leaves a part of a number unmasked. */
export function maskText(text: string, {rules, familyNames}: Pick<CompiledSpamRules, 'rules' | 'familyNames'>): string {
  const masked = text
    .slice(0, 4 * rules.thresholds.excerpt)
    .replace(/\s+/g, ' ')
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g, (mail) => `•••${mail.slice(mail.indexOf('@'))}`)
    .replace(/\d(?:[ .\-\u00A0]?\d){5,}/g, (run) => maskNumber(run.replace(/\D/g, '')))
    .replace(/\p{Lu}[\p{L}\p{M}]{0,12}(?: \p{Lu}[\p{L}\p{M}]{0,12}){1,4}/gu, (name) => maskNameIn(name, familyNames))
  return masked.normalize('NFC').trim().slice(0, rules.thresholds.excerpt)
}

/** The first word of a name may be a title: "Ông Nguyễn ...". */
function maskNameIn(text: string, familyNames: ReadonlySet<string>): string {
  const words = text.split(' ')
  const first = words.findIndex((word, index) => index < words.length - 1 && familyNames.has(foldMarks(word)))
  return first < 0 ? text : [...words.slice(0, first), maskName(words.slice(first).join(' '))].join(' ')
}

/** Where an element is, by the nearest that have a name: "div#main > ul.menu". */
export function selectorOf(context: Context): string {
  const steps: string[] = []
  for (let at: Context | undefined = context; at && steps.length < 5; at = at.parent) {
    const id = at.id === '' ? '' : `#${at.id.replace(/\d{6,}/g, '•')}`
    const classes = id === '' ? at.classes.slice(0, 2).map((name) => `.${name.replace(/\d{6,}/g, '•').slice(0, 40)}`) : []
    steps.unshift(`${at.tag}${id}${classes.join('')}`.slice(0, 80))
    if (at.id !== '') break
  }
  return steps.join(' > ').normalize('NFC').slice(0, 300)
}
