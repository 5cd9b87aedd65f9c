import {formatDay} from '../lib/dates.ts'
import type {CitationStatus, Finding, SourceOfFact} from '../lint-document/finding.ts'
import type {LintResult} from '../lint-document/lint-document.ts'
import type {PartKind, Place} from '../lint-document/text-blocks.ts'
import type {Labels} from '../model/report-words.ts'
import type {Language, Localized} from '../model/text.ts'
import {displayWidth, screenWidth, wrap} from './columns.ts'

const severityNames = {
  error: {vi: 'LỖI', en: 'ERROR'},
  notice: {vi: 'LƯU Ý', en: 'NOTICE'},
} as const satisfies Record<Finding['severity'], Localized>

const partNames: Record<PartKind, Localized> = {
  body: {vi: '', en: ''},
  header: {vi: 'đầu trang', en: 'header'},
  footer: {vi: 'chân trang', en: 'footer'},
  footnote: {vi: 'chú thích cuối trang', en: 'footnotes'},
  endnote: {vi: 'chú thích cuối văn bản', en: 'endnotes'},
}

/** Said under every result: the tool helps to check, it gives no opinion. */
export const disclaimer: Localized = {
  vi: 'Đây là trợ giúp rà soát, không phải ý kiến pháp lý. Trước khi ký, đối chiếu từng viện dẫn với Công báo hoặc vanban.chinhphu.vn.',
  en: 'This helps to check; it is no legal opinion. Before signing, compare each citation with Công báo or vanban.chinhphu.vn.',
}

/** The findings of one file as text of at most 80 columns. */
export function lintLines(file: string, on: string, result: LintResult, labels: Labels, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines = [...wrap(`${file}: ${t('kiểm tra theo ngày', 'checked as of')} ${formatDay(on)}`), '']
  for (const finding of result.findings) lines.push(...findingLines(finding, labels, language), '')
  if (result.unchecked.length > 0) lines.push(...wrap(uncheckedLine(result.unchecked, language)), '')
  lines.push(...wrap(countsLine(result, language)), ...wrap(disclaimer[language]))
  return lines
}

function findingLines(finding: Finding, labels: Labels, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const also = finding.also.length === 0 ? '' : `; ${t('và', 'and')} ${placeList(finding.also, language)}`
  return [
    ...wrap(`${severityNames[finding.severity][language]}, ${placeName(finding.place, language)}${also}`),
    // A word may be as long as a document likes.
    ...wrap(`${finding.before}[${finding.found}]${finding.after}`.replaceAll(/\S{70}/g, '$& '), '  '),
    ...labelled(t('Sai gì', 'Problem'), finding.what[language]),
    ...(finding.instead ? labelled(t('Nên ghi', 'Instead'), finding.instead[language]) : []),
    ...finding.sources.flatMap((source) => labelled(t('Nguồn', 'Source'), sourceText(source, labels, language))),
  ]
}

function labelled(label: string, text: string): string[] {
  return wrap(`${label}: ${text}`, '  ')
}

function sourceText(source: SourceOfFact, labels: Labels, language: Language): string {
  const checked = `${labels.confidence[source.confidence][language]}, ${formatDay(source.checkedOn)}`
  return `${source.about} (${checked}): ${shortSource(source.source)}`
}

/** An address cannot be broken at spaces: its host and its last part say where to look; --json has it whole. */
function shortSource(source: string): string {
  if (!URL.canParse(source)) return source
  const {hostname, pathname} = new URL(source)
  const last = pathname.split('/').filter(Boolean).at(-1) ?? ''
  const room = screenWidth - 12 - displayWidth(hostname)
  return last === '' ? hostname : `${hostname}/…/${last.length > room ? `${last.slice(0, room - 1)}…` : last}`
}

function placeName({unit, part, number}: Place, language: Language): string {
  const unitName = unit === 'line' ? (language === 'vi' ? 'dòng' : 'line') : language === 'vi' ? 'đoạn' : 'paragraph'
  const partName = partNames[part][language]
  return `${unitName} ${number}${partName === '' ? '' : ` (${partName})`}`
}

const mostPlaces = 8

function placeList(places: readonly Place[], language: Language): string {
  const shown = places.slice(0, mostPlaces).map((place) => placeName(place, language))
  const rest = places.length - shown.length
  return shown.join(', ') + (rest > 0 ? (language === 'vi' ? ` và ${rest} chỗ nữa` : ` and ${rest} more`) : '')
}

const mostUnchecked = 20

function uncheckedLine(unchecked: readonly string[], language: Language): string {
  const rest = unchecked.length - mostUnchecked
  const list = unchecked.slice(0, mostUnchecked).join('; ')
  return language === 'vi'
    ? `Không kiểm tra, vì dữ liệu không có và câu văn không cho thấy thuộc lĩnh vực này: ${list}${rest > 0 ? ` và ${rest} văn bản nữa (xem --json)` : ''}.`
    : `Not checked, since the data has none of these and no sentence shows that they are of this field: ${list}${rest > 0 ? ` and ${rest} more (see --json)` : ''}.`
}

function countsLine({findings, citations}: LintResult, language: Language): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length
  const notices = findings.length - errors
  const total = Object.values(citations).reduce((sum, count) => sum + count, 0)
  const by = (status: CitationStatus) => citations[status]
  return language === 'vi'
    ? `${errors} lỗi, ${notices} lưu ý. Thấy ${total} viện dẫn: ${by('in-force')} có trong dữ liệu và không có gì phải nêu, ${by('with-finding')} có nêu ở trên, ${by('outside')} ngoài lĩnh vực hoặc văn bản địa phương, nội bộ (không kiểm tra).`
    : `${errors} errors, ${notices} notices. ${total} citations seen: ${by('in-force')} known and without remark, ${by('with-finding')} remarked above, ${by('outside')} of other fields, local or internal (not checked).`
}
