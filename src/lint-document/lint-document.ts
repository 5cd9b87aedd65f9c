import type {Catalogue} from './catalogue.ts'
import {opensListOfEnded, type Sentence, sentenceAround, topicsOf} from './context.ts'
import {dateConflicts} from './date-conflicts.ts'
import {type Citation, findCitations} from './find-citations.ts'
import type {CitationStatus, Finding, Judgement} from './finding.ts'
import {findBodies, judgeBody} from './judge-body.ts'
import {judgeKnown} from './judge-citation.ts'
import {isCentral, judgeUnknown, subjectOf} from './judge-unknown.ts'
import {resolve} from './resolve.ts'
import {type Block, placeAt, type Segment, toBlocks} from './text-blocks.ts'

export interface LintResult {
  /** In the order of the document. */
  findings: Finding[]
  /** How many citations were seen, and what became of each. */
  citations: Record<CitationStatus, number>
  /** What the centre issued and was not checked, each once as first written: no sign that it is of this field. */
  unchecked: string[]
}

interface Located {
  block: Block
  start: number
  end: number
  judgement: Judgement
}

/** Checks every citation and every former body of a text as of a day. */
export function lintDocument(segments: readonly Segment[], catalogue: Catalogue, on: string): LintResult {
  const located: Located[] = []
  const citations: LintResult['citations'] = {'in-force': 0, 'with-finding': 0, outside: 0}
  const read = toBlocks(segments).map((block) => ({block, cited: findCitations(block, catalogue.names, catalogue.otherLaws)}))
  const unchecked = new Map<string, string>()
  const inFull = citedInFull(read, catalogue)
  let listOfEnded = false
  for (const {block, cited} of read) {
    listOfEnded = block.item && listOfEnded
    for (const citation of cited) {
      const sentence = sentenceAround(block, citation.start, cited)
      const {judgements, status} = judgeCitation(citation, sentence, catalogue, on, listOfEnded, inFull)
      citations[status]++
      if (status === 'outside' && isCentral(citation)) {
        const subject = subjectOf(citation)
        if (!unchecked.has(subject)) unchecked.set(subject, block.text.slice(citation.start, citation.end))
      }
      for (const judgement of judgements) located.push({block, start: citation.start, end: citation.end, judgement})
    }
    for (const mention of findBodies(block, catalogue, on)) {
      const sentence = sentenceAround(block, mention.start, cited)
      located.push({
        block,
        start: mention.start,
        end: mention.end,
        judgement: judgeBody(mention, sentence, topicsAround(sentence, catalogue), catalogue),
      })
    }
    if (!block.item || block.text.endsWith(':')) listOfEnded = opensListOfEnded(block, catalogue.markers)
  }
  located.push(...dateConflicts(read))
  const findings = toFindings(
    located,
    read.map(({block}) => block),
  )
  // What one sentence shows to be of the field is named in a finding already.
  for (const {subject} of findings) unchecked.delete(subject)
  return {findings, citations, unchecked: [...unchecked.values()]}
}

function judgeCitation(
  citation: Citation,
  sentence: Sentence,
  catalogue: Catalogue,
  on: string,
  listOfEnded: boolean,
  inFull: ReadonlySet<string>,
): {judgements: Judgement[]; status: CitationStatus} {
  const topics = topicsAround(sentence, catalogue)
  const resolution = resolve(citation, topics, catalogue, inFull)
  if (resolution.as === 'known') {
    const judgements = judgeKnown(citation, resolution.known, sentence, catalogue, on, listOfEnded)
    return {judgements, status: judgements.length > 0 ? 'with-finding' : 'in-force'}
  }
  // A name without a year means what the document calls so elsewhere, with its number.
  const called = citation.number === undefined && citation.year === undefined ? catalogue.byName.get(citation.name ?? '') : undefined
  if (called?.some(({id}) => inFull.has(id))) return {judgements: [], status: 'in-force'}
  const judgements = judgeUnknown(citation, resolution, sentence, topics, catalogue)
  return {judgements, status: judgements.length > 0 ? 'with-finding' : 'outside'}
}

/** Topics of the sentence; where it names none, those of the whole paragraph. */
function topicsAround(sentence: Sentence, catalogue: Catalogue): Set<string> {
  const own = topicsOf(sentence, catalogue)
  if (own.size > 0) return own
  const {block, start} = sentence
  return topicsOf({block, start: Math.max(0, start - 1200), end: start + 2400}, catalogue)
}

/** Ids of the instruments that the document cites somewhere with everything that tells them from others. */
function citedInFull(read: readonly {cited: readonly Citation[]}[], catalogue: Catalogue): Set<string> {
  const inFull = new Set<string>()
  const none: ReadonlySet<string> = new Set()
  for (const citation of read.flatMap(({cited}) => cited)) {
    if (citation.year === undefined || (citation.symbol === undefined && citation.kind !== 'law')) continue
    const resolution = resolve(citation, none, catalogue, none)
    if (resolution.as === 'known') inFull.add(resolution.known.id)
  }
  return inFull
}

const contextLength = 60

/** Errors stay one by one, since each must be corrected; notices about the same subject are shown once with all places. */
function toFindings(located: Located[], blocks: readonly Block[]): Finding[] {
  const order = new Map(blocks.map((block, index) => [block, index]))
  located.sort((a, b) => (order.get(a.block) ?? 0) - (order.get(b.block) ?? 0) || a.start - b.start)
  const findings: Finding[] = []
  const notices = new Map<string, Finding>()
  for (const {block, start, end, judgement} of located) {
    const place = placeAt(block, start)
    const key = JSON.stringify([judgement.code, judgement.subject, judgement.what.vi])
    const same = judgement.severity === 'notice' ? notices.get(key) : undefined
    if (same) {
      same.also.push(place)
      continue
    }
    const finding: Finding = {
      ...judgement,
      place,
      found: block.text.slice(start, end),
      before: wordsBefore(block.text, start),
      after: wordsAfter(block.text, end),
      also: [],
    }
    findings.push(finding)
    if (judgement.severity === 'notice') notices.set(key, finding)
  }
  return findings
}

function wordsBefore(text: string, at: number): string {
  if (at <= contextLength) return text.slice(0, at)
  const cut = text.slice(at - contextLength, at)
  return `…${cut.slice(cut.indexOf(' ') + 1)}`
}

function wordsAfter(text: string, at: number): string {
  if (text.length - at <= contextLength) return text.slice(at)
  const cut = text.slice(at, at + contextLength)
  const space = cut.lastIndexOf(' ')
  return `${space > 0 ? cut.slice(0, space) : cut}…`
}
