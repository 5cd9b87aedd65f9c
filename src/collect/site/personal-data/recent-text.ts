import type {LabelKind} from '../../../model/personal-data-rules.ts'
import type {CompiledRules} from './compile-rules.ts'
import {nearestLabel} from './labels.ts'
import {wordsOf} from './phrase-book.ts'

/** Rows for which a word in the text still speaks. */
const reach = 8
const listReach = 5000

/** What the text just read says of what follows: a title, a label on a line of its own, headings of a list. */
export class RecentText {
  private row = 0
  private short = ''
  private readonly until = {contact: 0, health: 0}
  private list: {kinds: ReadonlySet<LabelKind>; until: number} | undefined
  private readonly rules: CompiledRules

  constructor(rules: CompiledRules) {
    this.rules = rules
  }

  /** Counts a row of any kind. */
  step(): void {
    this.row++
  }

  forgetShort(): void {
    this.short = ''
  }

  /** Takes a text that has no numbers. */
  remember(cells: readonly string[]): void {
    const text = cells.join(' ').slice(0, 400)
    this.short = text.length <= 60 ? text : ''
    if (text.length > 250) return
    const words = wordsOf(text)
    for (const topic of ['contact', 'health'] as const) if (this.rules[topic].has(words)) this.until[topic] = this.row + reach
    const kinds = new Set(this.rules.labels.find(words).map(({means}) => means))
    if (kinds.size >= 2) this.list = {kinds, until: this.row + listReach}
  }

  speaksOf(topic: 'contact' | 'health'): boolean {
    return this.row <= this.until[topic]
  }

  /** A heading of a list without columns names this kind. */
  lists(kind: LabelKind): boolean {
    return this.list !== undefined && this.row <= this.list.until && this.list.kinds.has(kind)
  }

  label(): ReadonlySet<LabelKind> {
    return this.short === '' ? new Set() : nearestLabel(this.short, this.rules)
  }
}
