import {fillTemplate} from '../../lib/template.ts'
import type {SiteSeverity} from '../../model/site-grading.ts'
import type {SiteReportWords} from '../../model/site-report-words.ts'
import type {Language, Localized} from '../../model/text.ts'
import type {Workspace} from '../../model/workspace.ts'
import type {Block, Cell, Run, Tone} from '../document.ts'

/** Says the words of reports/site in one language. */
export interface Speaker {
  language: Language
  words: SiteReportWords
  say: (words: Localized, values?: Record<string, unknown>) => string
  severity: (severity: SiteSeverity) => Cell
}

const tones = {critical: 'bad', high: 'bad', medium: 'partly', low: 'neutral', info: 'neutral'} as const satisfies Record<
  SiteSeverity,
  Tone
>

export function createSpeaker(
  {words, workspace, language}: {words: SiteReportWords; workspace: Workspace; language: Language},
  common: Record<string, unknown>,
): Speaker {
  const say: Speaker['say'] = (localized, values = {}) => fillTemplate(localized[language], {...workspace, ...common, ...values}, String)
  return {language, words, say, severity: (severity) => cell(say(words.severities[severity]), {tone: tones[severity]})}
}

export function cell(text: string, options: Omit<Cell, 'runs'> = {}): Cell {
  return {runs: [{text}], ...options}
}

export function paragraph(...runs: Run[]): Block {
  return {kind: 'paragraph', runs, align: 'justify'}
}

export function line(...runs: Run[]): Block {
  return {kind: 'paragraph', runs, align: 'left', size: 12}
}

export function boxed(text: string, bold = false): Block {
  return {kind: 'paragraph', runs: [{text, ...(bold ? {bold} : {})}], boxed: true}
}

/** A command, apart from the text so that it can be copied. */
export function command(text: string): Block {
  return {kind: 'paragraph', runs: [{text}], boxed: true, size: 10.5}
}

/** Share of weight in whole percent, never rounded up to what was not reached. */
export function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`
}

export function number(value: number, language: Language): string {
  return String(Math.round(value * 10) / 10).replace('.', language === 'vi' ? ',' : '.')
}

/** A list for a sentence; a very long one is cut and says by how much. */
export function listed(items: readonly string[], most = 12): string {
  return items.length <= most ? items.join('; ') : `${items.slice(0, most).join('; ')}; … (+${items.length - most})`
}

/** Roman numerals of the parts of a report. */
export function roman(index: number): string {
  return ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'][index] ?? String(index + 1)
}

/** Headings of level 1 numbered in the order in which they come. */
export function createNumbering(): (text: string) => Block {
  let count = 0
  return (text) => ({kind: 'heading', level: 1, text: `${roman(count++)}. ${text.toLocaleUpperCase('vi')}`})
}
