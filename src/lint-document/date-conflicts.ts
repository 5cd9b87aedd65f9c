import type {Citation} from './find-citations.ts'
import type {Judgement} from './finding.ts'
import {showDay} from './judge-citation.ts'
import type {Block} from './text-blocks.ts'

interface Dated {
  block: Block
  citation: Citation
  date: string
}

/**
 * The same number with two days in one document, where number and issuer are the same: one of them is a slip. Only a notice,
 * since numbers without a year begin anew each year.
 */
export function dateConflicts(
  read: readonly {block: Block; cited: readonly Citation[]}[],
): {block: Block; start: number; end: number; judgement: Judgement}[] {
  const byNumber = new Map<string, Dated[]>()
  for (const {block, cited} of read)
    for (const citation of cited) {
      if (citation.date === undefined || citation.number === undefined || citation.symbol === undefined) continue
      const key = `${citation.number}/${citation.symbol}`
      const dated = byNumber.get(key) ?? []
      dated.push({block, citation, date: citation.date})
      byNumber.set(key, dated)
    }
  return [...byNumber].flatMap(([subject, dated]) => conflictOf(subject, dated))
}

function conflictOf(subject: string, dated: readonly Dated[]) {
  const counts = new Map<string, number>()
  for (const {date} of dated) counts.set(date, (counts.get(date) ?? 0) + 1)
  // Days that differ in one part only are a slip; wholly different ones are two documents. Which day is right is not known here.
  const slips = [...counts.keys()].filter((date) => [...counts.keys()].some((other) => differingParts(date, other) === 1)).sort()
  const list = (places: string) => slips.map((date) => `${showDay(date)} (${counts.get(date)} ${places})`).join(', ')
  const judgement: Judgement = {
    code: 'other-dates',
    severity: 'notice',
    subject,
    what: {
      vi: `Cùng số, ký hiệu nhưng văn bản này ghi các ngày khác nhau: ${list('chỗ')}.`,
      en: `The same number stands in this document with different days: ${list('times')}.`,
    },
    instead: {vi: 'Đối chiếu bản gốc và ghi thống nhất một ngày.', en: 'Compare the original and write one day throughout.'},
    sources: [],
  }
  return dated
    .filter(({date}) => slips.includes(date))
    .map(({block, citation}) => ({block, start: citation.start, end: citation.dateEnd, judgement}))
}

function differingParts(a: string, b: string): number {
  const other = b.split('-')
  return a.split('-').filter((part, index) => part !== other[index]).length
}
