import {type Content, catalogueOf} from '../content/content.ts'
import type {Action} from '../grade/actions.ts'
import {formatMoment} from '../lib/dates.ts'
import {formatPercent} from '../lib/format-percent.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Assessment, Finding, Result} from '../model/assessment.ts'
import type {Requirement} from '../model/policy.ts'
import type {Language} from '../model/text.ts'
import {noticeText} from './audit-document.ts'
import {pad, padStart, wrap} from './columns.ts'

/** The sums behind the index, each group, and the steps that raise it most. */
export function explainSystem(assessment: Assessment, actions: readonly Action[], content: Content, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {labels} = content.words
  const {sums, conformity, coverage, afterWaivers} = assessment.index
  const percent = (ratio: number) => formatPercent(ratio, language)
  const lines = [
    ...wrap(`${assessment.system.name} (${assessment.id})`),
    `${t('Kết luận tự đánh giá', 'Self-review conclusion')}: ${labels.conclusion[assessment.conclusion][language]}`,
    '',
    t('Phép tính (trọng số: nghiêm trọng 5, cao 3, trung bình 2, thấp 1):', 'The sums (weights: critical 5, high 3, medium 2, low 1):'),
    `  ${t('phù hợp', 'conformity')} = (${sums.met} + ${sums.partlyMet}/2) / ${sums.applicable} = ${percent(conformity)}`,
    `  ${t('bao phủ', 'coverage')} = (${sums.applicable} - ${sums.unknown}) / ${sums.applicable} = ${percent(coverage)}`,
    `  ${t('sau miễn trừ', 'after waivers')}: ${t('bỏ trọng số', 'without weight')} ${sums.waived} = ${percent(afterWaivers)}`,
    '',
    t('Theo nhóm (đạt / một phần / chưa đạt / chưa rõ / không áp dụng):', 'By group (met / partly / not met / unknown / not applicable):'),
  ]
  const policy = catalogueOf(content, assessment)
  for (const group of assessment.groups) {
    const name = policy?.groups.find((candidate) => candidate.id === group.id)?.name[language] ?? group.id
    const {met, partlyMet, notMet, unknown, notApplicable} = group.counts
    const note = group.informative ? t('tham khảo', 'informative') : labels.group[group.verdict][language]
    lines.push(`  ${pad(shorten(name, 38), 39)}${padStart(`${met}/${partlyMet}/${notMet}/${unknown}/${notApplicable}`, 14)}  ${note}`)
  }
  lines.push('', t('Năm việc nâng kết quả nhiều nhất:', 'The five actions that raise it most:'))
  for (const [index, action] of actions.entries()) lines.push(...actionLines(action, index + 1, content, assessment, language))
  return lines
}

function actionLines(action: Action, number: number, content: Content, assessment: Assessment, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {step} = action
  const check = 'check' in step ? content.checks.get(step.check)?.check : undefined
  const isSite = check?.target === 'site'
  const count = 'machines' in step ? step.machines : 0
  const unit = isSite ? t('trang', 'sites') : t('máy', 'machines')
  const texts = {
    fix: () => `${check ? fillTemplate(check.fix[language], {params: check.params}) : ''} (${count} ${unit})`,
    see: () =>
      isSite
        ? t(
            `Xem được "${check?.title.vi}" trên ${count} trang (chạy lại "stp-sec probe", hoặc xem lý do trong báo cáo).`,
            `See "${check?.title.en}" on ${count} sites (run "stp-sec probe" again, or read why in the report).`,
          )
        : t(
            `Xem được "${check?.title.vi}" trên ${count} máy (chạy bằng quyền quản trị, hoặc xem lý do trong báo cáo).`,
            `See "${check?.title.en}" on ${count} machines (run with administrator rights, or read why in the report).`,
          ),
    probe: () =>
      t(
        'Kiểm tra các trang của hệ thống chưa có dữ liệu: "stp-sec probe".',
        'Look at the sites of the system without facts: "stp-sec probe".',
      ),
    answer: () =>
      `${t('Trả lời', 'Answer')}: ${'requirement' in step ? requirementOf(step.requirement, assessment, content)?.ask?.[language] : ''}`,
    declare: () =>
      t(
        'Khai báo tổng số máy của hệ thống và thu thập dữ liệu các máy chưa kiểm tra.',
        'Declare how many machines the system has and collect those not seen.',
      ),
  }
  const effect =
    action.completes.length > 0
      ? t(
          `+${formatPercent(action.gain, language)}, đạt thêm ${action.completes.length} yêu cầu: ${action.completes.slice(0, 4).join(', ')}`,
          `+${formatPercent(action.gain, language)}, completes ${action.completes.length}: ${action.completes.slice(0, 4).join(', ')}`,
        )
      : t('chưa đủ để đạt một mình', 'not enough on its own')
  const helps =
    action.helps.length > 0
      ? t(
          `; góp vào ${action.helps.length} yêu cầu: ${action.helps.slice(0, 4).join(', ')}`,
          `; helps ${action.helps.length}: ${action.helps.slice(0, 4).join(', ')}`,
        )
      : ''
  return [...wrap(texts[step.kind](), `  ${number}. `), ...wrap(`${effect}${helps}`, '     -> ')]
}

/** Why one requirement has its verdict. */
export function explainRequirement(assessment: Assessment, finding: Finding, content: Content, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {labels} = content.words
  const requirement = requirementOf(finding.requirement, assessment, content)
  const level = String(assessment.system.level) as '1'
  const lines = [
    ...wrap(`${finding.requirement}: ${requirement?.title[language] ?? ''}`),
    ...wrap(requirement?.text[language] ?? '', '  '),
    `  ${t('Mục', 'Clause')}: ${requirement?.clause[level] ?? ''}; ${t('mức', 'severity')}: ${labels.severity[finding.severity][language]}; ${t('nguồn', 'source')}: ${labels.confidence[finding.confidence][language]}`,
    '',
    `${t('Kết quả', 'Verdict')}: ${labels.verdict[finding.verdict][language]}`,
  ]
  for (const summary of finding.checks) {
    const check = content.checks.get(summary.check)?.check
    const {pass, fail, unknown, notApplicable} = summary.tally
    lines.push('', ...wrap(`${summary.check}: ${check?.title[language] ?? ''}`))
    if (summary.expected) lines.push(...wrap(`${t('ngưỡng', 'threshold')}: ${JSON.stringify(summary.expected)}`, '  '))
    lines.push(
      `  ${check?.target === 'site' ? t('trang đạt', 'pass') : t('máy đạt', 'pass')} ${pass}, ${t('không đạt', 'fail')} ${fail}, ${t('chưa rõ', 'unknown')} ${unknown}, ${t('không áp dụng', 'n/a')} ${notApplicable}`,
    )
    for (const example of summary.examples) lines.push(...wrap(exampleText(example, content, language), '  - '))
    if (fail > 0 && check)
      lines.push(
        ...wrap(`${t('Cách khắc phục', 'Fix')}: ${fillTemplate(check.fix[language], {params: summary.expected ?? check.params})}`, '  '),
      )
  }
  if (requirement?.ask) {
    lines.push('', ...wrap(`${t('Câu hỏi', 'Question')}: ${requirement.ask[language]}`))
    lines.push(
      ...wrap(
        finding.attestation
          ? `${t('Trả lời', 'Answer')}: ${finding.attestation.statement} (${finding.attestation.by})`
          : t('Chưa có người trả lời.', 'Nobody has answered.'),
        '  ',
      ),
    )
    lines.push(...wrap(`${t('Tài liệu cần có', 'Documents')}: ${requirement.ask.evidence.join('; ')}`, '  '))
  }
  for (const reason of finding.reasons) lines.push(...wrap(noticeText(reason, content.words.notices, language), '* '))
  return lines
}

function exampleText(example: Result, content: Content, language: Language): string {
  const {labels} = content.words
  const [first] = example.evidence
  const what =
    example.outcome === 'unknown'
      ? `${example.reason ? labels.reason[example.reason][language] : ''}${example.detail ? `: ${example.detail}` : ''}`
      : JSON.stringify(example.observed ?? '–')
  return `${example.target} ${labels.outcome[example.outcome][language]}: ${what}${first ? ` (${first.source}, ${formatMoment(first.at)})` : ''}`
}

function requirementOf(id: string, assessment: Assessment, content: Content): Requirement | undefined {
  return catalogueOf(content, assessment)
    ?.groups.flatMap((group) => group.requirements)
    .find((requirement) => requirement.id === id)
}

function shorten(text: string, width: number): string {
  return [...text].length > width ? `${[...text].slice(0, width - 1).join('')}…` : text
}
