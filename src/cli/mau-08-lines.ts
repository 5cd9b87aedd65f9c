import type {CheckedMau08} from '../audit/make-mau-08.ts'
import {formatDay} from '../lib/dates.ts'
import type {Mau08Words} from '../model/mau-08-words.ts'
import type {Language} from '../model/text.ts'
import {describeIssue} from '../report/mau-08/speaker.ts'

const mostWarnings = 20

/** What `report mau-08` prints: counters, every error, the warnings, what was written and until when it is due. */
export function mau08Lines({values, issues}: CheckedMau08, words: Mau08Words, written: readonly string[], language: Language): string[] {
  const say = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const errors = issues.filter(({severity}) => severity === 'error')
  const warnings = issues.filter(({severity}) => severity === 'warning')
  const {counters: c, window, rows, leftOut, year} = values
  const line = (issue: CheckedMau08['issues'][number]) => {
    const {what, next} = describeIssue(issue, words, language)
    return `  ${issue.column.padEnd(7)} ${issue.system ? `${issue.system.id}: ` : ''}${what}. ${next}`
  }
  const due = [words.rules.dueToOwner, words.rules.dueToMinistry].map((day) => formatDay(`${year}-${day}`))
  return [
    say(
      `Mẫu số 08 năm ${year}, kỳ số liệu ${formatDay(window.from)} - ${formatDay(window.to)}: ${rows.length} hệ thống (không tính ${leftOut.used.length} hệ thống chỉ sử dụng).`,
      `Mẫu 08 of ${year}, window ${window.from} to ${window.to}: ${rows.length} systems (${leftOut.used.length} only used are not counted).`,
    ),
    say(
      `Đã phân loại ${c.c2}, có hồ sơ ${c.c3}, đã thẩm định ${c.c4}, đã phê duyệt ${c.c5}, đã kiểm tra định kỳ ${c.c6}.`,
      `Classified ${c.c2}, dossiers ${c.c3}, appraised ${c.c4}, approved ${c.c5}, checked periodically ${c.c6}.`,
    ),
    ...(errors.length > 0
      ? [say(`${errors.length} lỗi phải sửa (cột, hệ thống):`, `${errors.length} errors (column, system):`), ...errors.map(line)]
      : []),
    ...(warnings.length > 0
      ? [
          say(`${warnings.length} điểm cần xem trước khi ký:`, `${warnings.length} points to look into before signing:`),
          ...warnings.slice(0, mostWarnings).map(line),
          ...(warnings.length > mostWarnings
            ? [
                say(
                  `  ... và ${warnings.length - mostWarnings} điểm khác (xem đủ bằng --json)`,
                  `  ... and ${warnings.length - mostWarnings} more (all with --json)`,
                ),
              ]
            : []),
        ]
      : []),
    ...(written.length > 0
      ? [
          errors.length > 0
            ? say('Đã ghi BẢN DỰ THẢO, chưa được gửi:', 'A DRAFT was written, not to be sent:')
            : say('Đã ghi báo cáo:', 'The report was written:'),
          ...written.map((path) => `  ${path}`),
        ]
      : [
          say(
            'Không ghi tệp nào. Sửa các lỗi trên, hoặc thêm --draft để xem bản dự thảo.',
            'Nothing was written. Correct the errors, or add --draft.',
          ),
        ]),
    say(
      `Hạn: gửi chủ quản trước ngày ${due[0]}, chủ quản gửi Bộ Công an trước ngày ${due[1]}.`,
      `Due: to the owner before ${due[0]}, from the owner to the Ministry of Public Security before ${due[1]}.`,
    ),
    say('Số liệu tự báo cáo, không phải kết luận của cơ quan có thẩm quyền.', 'Self-reported; not the conclusion of an authority.'),
  ]
}

/** The same for `--json`. */
export function mau08Document({values, issues}: CheckedMau08, words: Mau08Words, written: readonly string[], language: Language) {
  const {rows, parties, ...head} = values
  return {
    schema: 'stp-sec/mau-08/1',
    ...head,
    draft: issues.some(({severity}) => severity === 'error'),
    issues: issues.map((issue) => {
      const {severity, code, system, column} = issue
      return {severity, code, ...(system ? {system: system.id} : {}), column, ...describeIssue(issue, words, language)}
    }),
    parties,
    rows: rows.map(({evaluation, records, tasks, unknownPapers, ...row}) => ({
      ...row,
      ...(evaluation ? {evaluation: {id: evaluation.id, on: evaluation.on, conclusion: evaluation.conclusion}} : {}),
    })),
    files: written,
  }
}
