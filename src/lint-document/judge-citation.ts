import {dayOf, endOfDay, formatDay} from '../lib/dates.ts'
import type {Localized} from '../model/text.ts'
import {type Catalogue, covers, type Known, successorsOn} from './catalogue.ts'
import type {CitedKind} from './citation-number.ts'
import {keptIn, occurs, type Sentence, softenings, statesEnd, tellsPast} from './context.ts'
import type {Citation} from './find-citations.ts'
import type {Judgement, SourceOfFact} from './finding.ts'

/** Everything wrong with the citation of a known instrument on a day. */
export function judgeKnown(
  citation: Citation,
  known: Known,
  sentence: Sentence,
  catalogue: Catalogue,
  on: string,
  listOfEnded: boolean,
): Judgement[] {
  const found = [wrongType(citation, known), wrongName(citation, known, catalogue), wrongDate(citation, known)]
  found.push(...judgeDay(known, catalogue, on).map((judgement) => soften(judgement, citation, known, sentence, catalogue, on, listOfEnded)))
  return found.filter((judgement) => judgement !== undefined)
}

const kindWords: Record<CitedKind, Localized> = {
  law: {vi: 'Luật', en: 'law'},
  decree: {vi: 'Nghị định', en: 'decree'},
  circular: {vi: 'Thông tư', en: 'circular'},
  directive: {vi: 'Chỉ thị', en: 'directive'},
  decision: {vi: 'Quyết định', en: 'decision'},
  resolution: {vi: 'Nghị quyết', en: 'resolution'},
  regulation: {vi: 'Quy chuẩn', en: 'technical regulation'},
  standard: {vi: 'Tiêu chuẩn', en: 'standard'},
  other: {vi: 'văn bản khác', en: 'other document'},
}

/** The word before the number and the symbol behind it must name the same kind; this needs no data. */
export function wrongType(citation: Citation, known?: Known): Judgement | undefined {
  const {called, kind} = citation
  if (!called || called === kind || kind === 'other' || (called === 'other' && !known)) return undefined
  return {
    code: 'wrong-type',
    severity: 'error',
    subject: known?.id ?? `${citation.number}/${citation.year}/${citation.symbol}`,
    what: {
      vi: `Tên loại và ký hiệu không khớp: ký hiệu này là của ${kindWords[kind].vi}${called === 'other' ? '' : `, không phải ${kindWords[called].vi}`}.`,
      en: `Word and symbol disagree: the symbol is that of a ${kindWords[kind].en}${called === 'other' ? '' : `, not of a ${kindWords[called].en}`}.`,
    },
    ...(known ? {instead: {vi: known.citation, en: known.citation}, sources: [sourceOf(known)]} : {sources: []}),
  }
}

function wrongName(citation: Citation, known: Known, catalogue: Catalogue): Judgement | undefined {
  if (citation.name === undefined || citation.number === undefined) return undefined
  const called = catalogue.byName.get(citation.name)
  if (!called || called.includes(known)) return undefined
  return {
    code: 'wrong-name',
    severity: 'error',
    subject: known.id,
    what: {
      vi: `Tên và số không khớp: số ${known.number} là của ${known.title.vi}.`,
      en: `Name and number disagree: ${known.number} is ${known.title.en}.`,
    },
    instead: listOf(called.length === 1 ? [...called, known] : [known]),
    sources: [sourceOf(known)],
  }
}

function wrongDate(citation: Citation, known: Known): Judgement | undefined {
  if (!citation.date || !known.issuedOn || citation.date === known.issuedOn) return undefined
  return {
    code: 'wrong-date',
    severity: known.confidence === 'seen' ? 'error' : 'notice',
    subject: known.id,
    what: {
      vi: `Ngày ban hành ghi ${showDay(citation.date)}, dữ liệu ghi ${formatDay(known.issuedOn)}.`,
      en: `The day of issue is given as ${showDay(citation.date)}, the data has ${formatDay(known.issuedOn)}.`,
    },
    instead: {vi: known.citation, en: known.citation},
    sources: [sourceOf(known)],
  }
}

/** A day of a document need not exist in the calendar. */
export function showDay(day: string): string {
  return day.split('-').reverse().join('/')
}

function judgeDay(known: Known, catalogue: Catalogue, on: string): Judgement[] {
  if (known.validFrom !== undefined && on < known.validFrom) return [notYet(known)]
  const periods = known.periods.filter((period) => covers(period, on))
  if (known.validTo !== undefined && known.validTo < on) return [ended(known, catalogue, on, known.validTo)]
  if (periods.length > 0)
    return periods.map((period) => {
      const {inForce} = successorsOn(catalogue, known.id, on)
      return {
        code: 'superseded',
        severity: period.severity,
        subject: known.id,
        what: period.what,
        ...(inForce.length > 0 ? {instead: listOf(inForce)} : {}),
        sources: [{about: known.number, ...plainFact(period), validFrom: period.from, ...(period.to ? {validTo: period.to} : {})}],
      }
    })
  if (known.validFrom === undefined && known.validTo === undefined)
    return [
      {
        code: 'validity-unknown',
        severity: 'notice',
        subject: known.id,
        what: {
          vi: 'Dữ liệu không ghi hiệu lực của văn bản này, hãy tự đối chiếu.',
          en: 'The data does not say when this is in force; check it yourself.',
        },
        sources: [sourceOf(known)],
      },
    ]
  return []
}

function notYet(known: Known): Judgement {
  const from = formatDay(known.validFrom ?? '')
  return {
    code: 'not-yet-in-force',
    severity: 'error',
    subject: known.id,
    what: {vi: `Chưa có hiệu lực: có hiệu lực từ ngày ${from}.`, en: `Not yet in force: it takes effect on ${from}.`},
    instead: {
      vi: `Viện dẫn văn bản còn hiệu lực vào ngày ký, hoặc ghi rõ "có hiệu lực từ ngày ${from}".`,
      en: `Cite what is in force on the day of signing, or write that it takes effect on ${from}.`,
    },
    sources: [sourceOf(known)],
  }
}

function ended(known: Known, catalogue: Catalogue, on: string, validTo: string): Judgement {
  const {through, inForce} = successorsOn(catalogue, known.id, on)
  const since = formatDay(dayOf(endOfDay(validTo) + 1))
  const next = [...through, ...inForce].map((entry) => entry.number)
  return {
    code: 'ended',
    severity: 'error',
    subject: known.id,
    what: {
      vi: `Đã hết hiệu lực từ ngày ${since}${next.length > 0 ? `, được thay thế bởi ${next.join(', ')}` : ''}.`,
      en: `Ended on ${since}${next.length > 0 ? `, replaced by ${next.join(', ')}` : ''}.`,
    },
    ...(inForce.length > 0 ? {instead: listOf(inForce)} : {}),
    sources: [sourceOf(known), ...inForce.map(sourceOf)],
  }
}

/** An error in a sentence that shows its writer knows becomes a notice, and says why. */
function soften(
  judgement: Judgement,
  citation: Citation,
  known: Known,
  sentence: Sentence,
  catalogue: Catalogue,
  on: string,
  listOfEnded: boolean,
): Judgement {
  const {markers} = catalogue
  if (judgement.severity === 'notice') return judgement
  if (judgement.code === 'not-yet-in-force') {
    if (!occurs(markers.coming, sentence)) return judgement
    return {...judgement, severity: 'notice', what: joined(judgement.what, softenings.coming)}
  }
  if (listOfEnded || statesEnd(sentence, citation, markers))
    return {...judgement, severity: 'notice', what: joined(judgement.what, softenings['states-end'])}
  const kept = keptIn(sentence, known, on)
  if (kept)
    return {
      ...judgement,
      severity: 'notice',
      what: joined(judgement.what, kept.what),
      sources: [...judgement.sources, {about: known.number, ...plainFact(kept), ...(kept.to ? {validTo: kept.to} : {})}],
    }
  const [firstDay] = [known.validTo, ...known.periods.map((period) => period.from)].filter((day) => day !== undefined).sort()
  if (firstDay !== undefined && tellsPast(sentence, firstDay, markers))
    return {...judgement, severity: 'notice', what: joined(judgement.what, softenings.past)}
  return judgement
}

function joined(a: Localized, b: Localized): Localized {
  return {vi: `${a.vi} ${b.vi}`, en: `${a.en} ${b.en}`}
}

export function listOf(known: readonly Known[]): Localized {
  const text = [...new Set(known.map((entry) => entry.citation))].join('; ')
  return {vi: text, en: text}
}

export function sourceOf(known: Known): SourceOfFact {
  const {number, source, confidence, checkedOn, validFrom, validTo} = known
  return {about: number, source, confidence, checkedOn, ...(validFrom ? {validFrom} : {}), ...(validTo ? {validTo} : {})}
}

export function plainFact({source, confidence, checkedOn}: Pick<SourceOfFact, 'source' | 'confidence' | 'checkedOn'>) {
  return {source, confidence, checkedOn}
}
