import {createHash} from 'node:crypto'
import type {CompiledSpamRules} from './compile-rules.ts'
import {decodePage} from './decode-page.ts'
import {maskText} from './excerpt.ts'
import {parseParts} from './parse-parts.ts'
import {fingerprintOf} from './simhash.ts'
import {readFrames, readLeading} from './view-active.ts'
import {readDefacement} from './view-defacement.ts'
import {readHidden} from './view-hidden.ts'
import {isStrange, targetsOf} from './view-links.ts'
import type {Reading, Signal, ViewForm} from './view-signals.ts'
import {readVisible} from './view-text.ts'
import {createHiding, type Span, splitText} from './visible-text.ts'
import {weighText} from './weigh-text.ts'

export interface SpamTask {
  bytes: Uint8Array
  charset?: string | undefined
  url: string
  /** Host of the site. */
  own: string
  truncated: boolean
}

const mostBytes = 3 * 1024 * 1024
const mostOutside = 50

/** Reads what one visitor was shown for all signs of spam that a page alone can give. */
export function readView({bytes, charset, url, own, truncated}: SpamTask, compiled: CompiledSpamRules): Reading {
  const parts = parseParts(decodePage(bytes.subarray(0, mostBytes), charset), compiled.rules.hidden, truncated || bytes.length > mostBytes)
  const {shown, hidden, cut} = splitText(parts, compiled)
  const hiding = createHiding(parts, compiled)
  const targets = targetsOf(parts, url, own, compiled)
  const isStrangeSpan = ({link}: Span) => {
    const target = link && targets.get(link)
    return target !== undefined && isStrange(target)
  }
  const weighed = weighText(shown, compiled, isStrangeSpan)
  const seen = [...targets.values()].filter(({link}) => hiding(link.context) === undefined)
  const groups: {form: ViewForm; signals: Signal[]}[] = []
  const add = (form: ViewForm, ...all: Signal[][]) => {
    for (const signals of all) if (signals.length > 0) groups.push({form, signals})
  }
  add('visible', readVisible(parts, shown, weighed, seen, {url, own}, compiled))
  add('hidden', ...readHidden(hidden, targets, compiled))
  add('redirect', ...readLeading(parts, {url, own}, compiled))
  add('iframe', ...readFrames(parts, hiding, {url, own}, compiled))
  add('defaced', readDefacement(parts, shown, compiled))
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    cut: parts.cut || cut,
    title: maskText(parts.title, compiled).slice(0, 200),
    wordCount: shown.words.length,
    linkCount: parts.links.length,
    outside: [...new Set([...targets.values()].filter(isStrange).map(({host}) => host))].slice(0, mostOutside),
    fingerprint: fingerprintOf(shown.words),
    score: weighed.free.score,
    phrases: weighed.free.phrases,
    groups,
  }
}
