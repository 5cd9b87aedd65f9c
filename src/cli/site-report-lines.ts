import type {SiteReport} from '../audit/make-site-report.ts'
import type {SiteReportWords} from '../model/site-report-words.ts'
import type {Language} from '../model/text.ts'
import {wrap} from './columns.ts'

/** What `report site` prints: alerts first, then each site in a line, then what was written. */
export function siteReportLines(
  {sites, unmeasured}: SiteReport,
  written: readonly string[],
  words: SiteReportWords,
  language: Language,
): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines = sites.flatMap(({url, findings, grade, counts, old, ageDays}) => [
    url,
    ...findings.filter(({alert}) => alert).flatMap(({message, check}) => wrap(`${t('CẢNH BÁO', 'ALERT')}: ${message} (${check})`, '  ! ')),
    ...wrap(
      t(
        `Hạng: ${grade.letter ?? words.noLetter.vi}. ${counts.fail} lỗi, ${counts.unknown} chưa đánh giá được.`,
        `Grade: ${grade.letter ?? words.noLetter.en}. ${counts.fail} faults, ${counts.unknown} not assessed.`,
      ),
      '  ',
    ),
    ...(old ? wrap(t(`Kết quả đã cũ ${ageDays} ngày, nên đo lại.`, `The result is ${ageDays} days old; measure again.`), '  ') : []),
  ])
  if (unmeasured.length > 0)
    lines.push(
      ...wrap(t(`Chưa đo: ${unmeasured.map(({url}) => url).join(', ')}`, `Not measured: ${unmeasured.map(({url}) => url).join(', ')}`), ''),
    )
  return [
    ...lines,
    t('Đã ghi (tự rà soát, không phải kết luận của cơ quan có thẩm quyền):', 'Written (self-review, not the conclusion of an authority):'),
    ...written.map((path) => `  ${path}`),
  ]
}
