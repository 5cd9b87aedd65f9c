import type {Content} from '../content/content.ts'
import type {Language, Localized} from '../model/text.ts'
import type {CheckChangeKind, MeasuredSite, SiteDiff} from '../probe/diff-sites.ts'
import {wrap} from './columns.ts'

const heads: Record<CheckChangeKind, Localized> = {
  'new-fault': {vi: 'Lỗi mới, nay không đạt', en: 'New faults, not met any more'},
  mended: {vi: 'Lỗi đã hết, nay đạt', en: 'Faults that are gone'},
  'lost-sight': {vi: 'Nay không đánh giá được', en: 'Not assessed any more'},
  'now-seen': {vi: 'Nay đánh giá được, không có lỗi', en: 'Assessed now, no fault'},
  other: {vi: 'Khác', en: 'Other'},
}
const order: readonly CheckChangeKind[] = ['new-fault', 'mended', 'lost-sight', 'now-seen', 'other']
const mostShown = 100

/** Two probes of a site side by side, for the terminal. */
export function siteDiffLines(
  {before, after, diff}: {before: MeasuredSite; after: MeasuredSite; diff: SiteDiff},
  {checks, words}: Content,
  language: Language,
): string[] {
  const vi = language === 'vi'
  const labels = new Map<string, Localized>(Object.entries(words.labels.fact))
  const letter = ({judged: {grade}}: MeasuredSite) => grade.letter ?? (vi ? 'không đủ dữ liệu' : 'not enough data')
  const lines = [
    after.snapshot.target.name,
    `  ${before.snapshot.collectedAt} → ${after.snapshot.collectedAt}`,
    `  ${vi ? 'Hạng' : 'Grade'}: ${letter(before)} → ${letter(after)}`,
  ]
  for (const kind of order) {
    const found = diff.checks.filter((one) => one.kind === kind)
    if (found.length === 0) continue
    lines.push(`${heads[kind][language]} (${found.length})`)
    for (const {check} of found) {
      const title = checks.get(check)?.check.title[language] ?? check
      lines.push(...wrap(`${title} (${check})`, '  - '))
    }
  }
  if (diff.changes.length > 0) lines.push(`${vi ? 'Điều đã đổi' : 'What changed'} (${diff.changes.length})`)
  for (const {fact, path, address, before: was, after: is} of diff.changes.slice(0, mostShown)) {
    const label = labels.get(fact)?.[language] ?? fact
    lines.push(...wrap(`${label}${at(address)}${path === '' ? '' : ` · ${path}`}: ${show(was, language)} → ${show(is, language)}`, '  - '))
  }
  if (diff.changes.length > mostShown)
    lines.push(
      vi
        ? `  … còn ${diff.changes.length - mostShown} điều nữa, xem bằng --json`
        : `  … ${diff.changes.length - mostShown} more, see --json`,
    )
  if (diff.unseen.length > 0)
    lines.push(vi ? 'Chỉ một trong hai lần thấy, nên không so được' : 'Seen by one of the two only, so not compared')
  for (const {fact, address, in: side, reason} of diff.unseen) {
    const label = labels.get(fact)?.[language] ?? fact
    const which = side === 'before' ? (vi ? 'lần cũ' : 'the earlier') : vi ? 'lần mới' : 'the later'
    lines.push(...wrap(`${label}${at(address)}: ${vi ? `${which} không thấy` : `not seen by ${which}`} (${reason})`, '  - '))
  }
  if (lines.length === 3) lines.push(vi ? '  Không có gì khác.' : '  Nothing differs.')
  return lines
}

const at = (address: string | undefined) => (address === undefined ? '' : ` (${address})`)

function show(value: unknown, language: Language): string {
  if (value === undefined) return language === 'vi' ? 'không có' : 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
