import type {CompiledSpamRules} from './compile-rules.ts'
import type {HiddenBy} from './hidden-style.ts'
import {cleanText, type Word} from './normalise.ts'
import type {Block, Context, PageLink, PageParts} from './page-parts.ts'
import {StyleSheet} from './style-sheet.ts'

/** Where a run of words stands. */
export interface Span {
  /** First word, and the one after the last. */
  from: number
  to: number
  context: Context
  link?: PageLink
}

/** One paragraph or item in the stream of words. */
export interface Paragraph {
  from: number
  to: number
  text: string
  /** Place of the text of the paragraph in that of the stream. */
  offset: number
  heading: boolean
  /** Running text, not a menu or a list of links. */
  prose: boolean
  /** Words that are links. */
  linked: number
}

/** Words of a page in reading order: of what is shown, or of one hidden container. */
export interface Stream {
  words: Word[]
  paragraphs: Paragraph[]
  spans: Span[]
}

export interface HiddenStream extends Stream {
  root: Context
  hiddenBy: HiddenBy
}

const mostWords = 300_000
const mostHidden = 400
const hideCall =
  /getElementById\(\s{0,3}['"]([\w-]{1,60})['"]\s{0,3}\)\s{0,3}\.style\.(?:display|visibility)\s{0,3}=\s{0,3}['"](?:none|hidden)/g
const jqueryHide = /\$\(\s{0,3}['"]#([\w-]{1,60})['"]\s{0,3}\)\s{0,3}\.hide\(/g

/** Tells what of a page is shown and what is kept from the eyes, container by container. */
export function splitText(parts: PageParts, compiled: CompiledSpamRules): {shown: Stream; hidden: HiddenStream[]; cut: boolean} {
  const hiding = createHiding(parts, compiled)
  const shown = new StreamBuilder(compiled)
  const hidden = new Map<Context, {hiddenBy: HiddenBy; builder: StreamBuilder}>()
  let cut = false
  for (const block of parts.blocks) {
    const seen: Block = {pieces: [], heading: block.heading}
    const unseen = new Map<Context, Block>()
    for (const piece of block.pieces) {
      const by = piece.written === true ? {root: piece.context, hiddenBy: 'script' as const} : hiding(piece.context)
      if (!by) seen.pieces.push(piece)
      else if (hidden.has(by.root) || hidden.size < mostHidden) {
        if (!hidden.has(by.root)) hidden.set(by.root, {hiddenBy: by.hiddenBy, builder: new StreamBuilder(compiled)})
        const own = unseen.get(by.root)
        if (own) own.pieces.push(piece)
        else unseen.set(by.root, {pieces: [piece], heading: block.heading})
      } else cut = true
    }
    shown.add(seen)
    for (const [root, one] of unseen) hidden.get(root)?.builder.add(one)
  }
  return {
    shown: shown.stream,
    hidden: [...hidden].map(([root, {hiddenBy, builder}]) => ({...builder.stream, root, hiddenBy})),
    cut: cut || shown.full || [...hidden.values()].some(({builder}) => builder.full),
  }
}

export type Hiding = (context: Context) => {root: Context; hiddenBy: HiddenBy} | undefined

/** The outermost container that hides what stands at a place. */
export function createHiding(parts: PageParts, {rules}: CompiledSpamRules): Hiding {
  const sheet = new StyleSheet(rules.hidden)
  for (const style of parts.styles) sheet.add(style)
  for (const {text} of parts.scripts)
    for (const pattern of [hideCall, jqueryHide]) for (const [, id] of text.matchAll(pattern)) sheet.hideId(id ?? '')
  const known = new Map<Context, ReturnType<Hiding>>()
  const ownBackground = !parts.linkedStyles && parts.styles.length === 0 ? 'ffffff' : undefined
  const hiding: Hiding = (context) => {
    if (known.has(context)) return known.get(context)
    const above = context.parent && hiding(context.parent)
    const own = above
      ? undefined
      : (context.hiddenBy ?? sheet.hidingOf(context) ?? (hasNoContrast(context, ownBackground) ? ('colour' as const) : undefined))
    const found = above ?? (own ? {root: context, hiddenBy: own} : undefined)
    known.set(context, found)
    return found
  }
  return (context) => {
    // From the outside in, so that no chain is followed deeper than the stack allows.
    const chain: Context[] = []
    for (let at: Context | undefined = context; at && !known.has(at); at = at.parent) chain.push(at)
    for (const one of chain.reverse()) hiding(one)
    return known.get(context)
  }
}

/** Text in the colour of what lies behind it, where both are known. */
function hasNoContrast(context: Context, pageBackground: string | undefined): boolean {
  if (context.color === undefined) return false
  if (context.color === 'transparent') return true
  let behind: string | undefined
  for (let at: Context | undefined = context; at && behind === undefined; at = at.parent)
    if (at.background !== 'transparent') behind = at.background
  return (behind ?? pageBackground) === context.color
}

export class StreamBuilder {
  readonly stream: Stream = {words: [], paragraphs: [], spans: []}
  /** Not every word was taken. */
  full = false
  private offset = 0
  private readonly compiled: CompiledSpamRules

  constructor(compiled: CompiledSpamRules) {
    this.compiled = compiled
  }

  /** Adds the pieces of a block as one text, so that tags inside a word do not cut it. */
  add({pieces, heading}: Block): void {
    const {words, paragraphs, spans} = this.stream
    if (pieces.length === 0) return
    if (words.length >= mostWords) {
      this.full = true
      return
    }
    let text = ''
    const ends: number[] = []
    for (const piece of pieces) {
      text += cleanText(piece.text).replace(/\s+/g, ' ')
      ends.push(text.length)
    }
    if (text.trim() === '') return
    const from = words.length
    const read = this.compiled.words.read(text, mostWords - from)
    if (from + read.length >= mostWords) this.full = true
    let linked = 0
    let next = 0
    for (const [index, piece] of pieces.entries()) {
      const first = next
      while (next < read.length && (read[next] as Word).from < (ends[index] as number)) next++
      if (next === first) continue
      spans.push({from: from + first, to: from + next, context: piece.context, ...(piece.link ? {link: piece.link} : {})})
      if (piece.link) linked += next - first
    }
    for (const word of read) words.push(word)
    const prose = read.length >= 8 && linked * 2 < read.length && !(pieces[0]?.context.aside ?? false)
    paragraphs.push({from, to: words.length, text, offset: this.offset, heading, prose, linked})
    this.offset += text.length + 1
  }
}
