import type {AuditOutcome, StoredAssessment} from '../audit/run-audit.ts'
import type {Content} from '../content/content.ts'
import {loadDataAgeWords} from '../content/load-data-age-words.ts'
import {sayAges} from '../data-sets/say-ages.ts'
import {formatDay} from '../lib/dates.ts'
import {formatPercent} from '../lib/format-percent.ts'
import type {Outcome} from '../model/assessment.ts'
import type {Language} from '../model/text.ts'
import {allNotices, noticeText} from './audit-document.ts'
import {pad, padStart, wrap} from './columns.ts'
import {invocation, shortPath} from './invocation.ts'

/** What a person sees at the end of an audit: at most 80 columns, worst things first. */
export function auditSummary(outcome: AuditOutcome, content: Content, on: string, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines: string[] = []
  for (const stored of outcome.assessments) lines.push(...systemSummary(stored, content, on, language), '')
  const notices = allNotices(outcome)
  if (notices.length > 0) {
    lines.push(t('Cần lưu ý:', 'Mind:'))
    for (const notice of notices) lines.push(...wrap(noticeText(notice, content.words.notices, language), '  - '))
    lines.push('')
  }
  lines.push(...wrap(sayAges(outcome.dataSets, on, loadDataAgeWords(), language)), '')
  for (const {files} of outcome.assessments) {
    const report = files.find((file) => file.kind === 'report')
    if (report) lines.push(t('Báo cáo (PDF):', 'Report (PDF):'), `  ${shortPath(report.absolute)}`)
  }
  const [first] = outcome.assessments
  if (first) {
    lines.push(
      t('Kiểm tra bằng chứng:', 'Check the evidence:'),
      `  ${invocation(`evidence verify ${shortPath(`${outcome.workspace}/assessments/${first.assessment.id}`)}`)}`,
    )
    lines.push(
      t('Vì sao, và năm việc nâng kết quả nhiều nhất:', 'Why, and the five actions that raise it most:'),
      `  ${invocation(`explain ${first.system.id}`, outcome.workspace)}`,
    )
  }
  lines.push(
    '',
    ...wrap(
      t(
        'Đây là kết quả tự đánh giá, không thay thế kết luận của cơ quan có thẩm quyền.',
        'This is a self-review, not the conclusion of an authority.',
      ),
    ),
  )
  return lines
}

function systemSummary({assessment}: StoredAssessment, content: Content, on: string, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {labels} = content.words
  const {counts, index} = assessment
  const percent = (ratio: number) => formatPercent(ratio, language)
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const lines = [
    ...wrap(`${assessment.system.name}`),
    t(
      `Cấp độ ${assessment.system.level}, ${assessment.policy.id}, ngày ${formatDay(on)}`,
      `Level ${assessment.system.level}, ${assessment.policy.id}, ${on}`,
    ),
    '',
    `  ${pad(t('Kết luận tự đánh giá', 'Self-review conclusion'), 34)}${labels.conclusion[assessment.conclusion][language]}`,
    `  ${pad(t('Mức phù hợp (chỉ số nội bộ)', 'Conformity (internal index)'), 34)}${percent(index.conformity)}`,
    `  ${pad(t('Mức bao phủ', 'Coverage'), 34)}${percent(index.coverage)}`,
    '',
  ]
  const bars = [
    ['met', counts.met],
    ['partly-met', counts.partlyMet],
    ['not-met', counts.notMet],
    ['unknown', counts.unknown],
    ['not-applicable', counts.notApplicable],
  ] as const
  for (const [verdict, count] of bars) {
    const width = total === 0 ? 0 : Math.round((count / total) * 40)
    lines.push(`  ${pad(labels.verdict[verdict][language], 16)}${padStart(String(count), 4)}  ${'█'.repeat(width)}`.trimEnd())
  }
  lines.push('', ...machineLines(assessment.findings, language))
  return lines
}

/** What the checks saw, apart from verdicts on the whole system. */
function machineLines(findings: StoredAssessment['assessment']['findings'], language: Language): string[] {
  const outcomes = new Map<string, Outcome[]>()
  for (const finding of findings)
    for (const check of finding.checks) {
      const {pass, fail, unknown} = check.tally
      outcomes.set(JSON.stringify([check.check, check.expected ?? {}]), [
        ...repeat('pass', pass),
        ...repeat('fail', fail),
        ...repeat('unknown', unknown),
      ])
    }
  const all = [...outcomes.values()].flat()
  const count = (outcome: Outcome) => all.filter((candidate) => candidate === outcome).length
  return wrap(
    language === 'vi'
      ? `Phép kiểm tra trên máy: ${count('pass')} đạt, ${count('fail')} không đạt, ${count('unknown')} chưa rõ.`
      : `Checks on machines: ${count('pass')} pass, ${count('fail')} fail, ${count('unknown')} unknown.`,
  )
}

function repeat(outcome: Outcome, count: number): Outcome[] {
  return Array.from({length: count}, () => outcome)
}
