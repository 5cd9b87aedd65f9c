import type {Catalogue, Known} from './catalogue.ts'
import type {CitedKind} from './citation-number.ts'
import type {Sentence} from './context.ts'
import type {Citation} from './find-citations.ts'
import type {Judgement} from './finding.ts'
import {listOf, sourceOf, wrongType} from './judge-citation.ts'
import type {Resolution} from './resolve.ts'

const centralKinds: readonly CitedKind[] = ['law', 'decree', 'circular', 'directive', 'decision', 'resolution', 'regulation', 'standard']

/** What Government, ministries and National Assembly issue; the data claims to know only these. */
export function isCentral({kind}: Pick<Citation, 'kind'>): boolean {
  return centralKinds.includes(kind)
}

/**
 * What is to be said of a citation the data does not know: something near it, or that it must be compared by hand. Empty only
 * where the citation is none of the field; those are counted.
 */
export function judgeUnknown(
  citation: Citation,
  resolution: Exclude<Resolution, {as: 'known'}>,
  sentence: Sentence,
  topics: ReadonlySet<string>,
  catalogue: Catalogue,
): Judgement[] {
  const wrong = citation.number === undefined ? undefined : wrongType(citation)
  const rest = isCentral(citation) ? judgeMeaning(citation, resolution, sentence, topics, catalogue) : undefined
  return [wrong, rest].filter((judgement) => judgement !== undefined)
}

function judgeMeaning(
  citation: Citation,
  resolution: Exclude<Resolution, {as: 'known'}>,
  sentence: Sentence,
  topics: ReadonlySet<string>,
  catalogue: Catalogue,
): Judgement | undefined {
  const subject = subjectOf(citation)
  if (resolution.as === 'one-of') return ambiguous(subject, resolution.candidates)
  if (resolution.as === 'near') {
    const {candidates, sure} = resolution
    const ofField = candidates.some((candidate) => candidate.topics.some((topic) => topics.has(topic)))
    if (sure) return wrongNumber(subject, candidates)
    if (ofField || saysNothingElse(citation, sentence)) return notInData(subject, candidates)
  }
  return topics.size > 0 || namesLawOfField(citation, catalogue) ? notInData(subject, []) : undefined
}

/** What tells one unknown citation from another. */
export function subjectOf({kind, number, year, symbol, name}: Citation): string {
  return number === undefined ? `${name ?? ''} ${year ?? ''}`.trim() : [kind, number, year, symbol].filter(Boolean).join(' ')
}

function namesLawOfField({number, name}: Citation, catalogue: Catalogue): boolean {
  return number === undefined && name !== undefined && !catalogue.byName.has(name)
}

const TITLE = /^[^;]{0,80}?(?<![a-z])(?:ve|quy dinh|huong dan|phe duyet|ban hanh|sua doi|quy che|chuong trinh|de an)(?![a-z])/

/** A number without any title: the sentence does not show that it is of another field. */
function saysNothingElse(citation: Citation, sentence: Sentence): boolean {
  return !TITLE.test(sentence.block.folded.slice(citation.dateEnd, sentence.end))
}

function ambiguous(subject: string, candidates: readonly Known[]): Judgement {
  return {
    code: 'ambiguous',
    severity: 'notice',
    subject,
    what: {
      vi: `Chưa rõ là văn bản nào: thiếu số hoặc năm. Dữ liệu có: ${candidates.map((entry) => entry.citation).join('; ')}.`,
      en: `It is not clear which one is meant: number or year is missing. The data has: ${candidates.map((entry) => entry.citation).join('; ')}.`,
    },
    instead: {vi: 'Ghi đủ số, ký hiệu và ngày ban hành.', en: 'Write number, symbol and day of issue in full.'},
    sources: candidates.map(sourceOf),
  }
}

function wrongNumber(subject: string, candidates: readonly Known[]): Judgement {
  return {
    code: 'wrong-number',
    severity: 'error',
    subject,
    what: {
      vi: `Dữ liệu không có số này; gần nhất là ${candidates.map((entry) => entry.number).join(', ')}. Có thể ghi nhầm năm hoặc ký hiệu.`,
      en: `The data has no such number; nearest is ${candidates.map((entry) => entry.number).join(', ')}. Year or symbol may be a slip.`,
    },
    instead: listOf(candidates),
    sources: candidates.map(sourceOf),
  }
}

function notInData(subject: string, candidates: readonly Known[]): Judgement {
  const near = candidates.map((entry) => entry.number).join(', ')
  return {
    code: 'not-in-data',
    severity: 'notice',
    subject,
    what: {
      vi: `Văn bản này không có trong dữ liệu, hãy tự đối chiếu.${near === '' ? '' : ` Số gần giống trong dữ liệu: ${near}.`}`,
      en: `This is not in the data; compare it yourself.${near === '' ? '' : ` Much like it in the data: ${near}.`}`,
    },
    ...(near === '' ? {} : {instead: {vi: `Nếu ghi nhầm: ${listOf(candidates).vi}.`, en: `If it is a slip: ${listOf(candidates).en}.`}}),
    sources: candidates.map(sourceOf),
  }
}
