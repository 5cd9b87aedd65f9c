import type {WhatIf} from '../audit/what-if.ts'
import type {Classification, Classifier} from '../classify/classify.ts'
import type {LevelAnswers, LevelInput} from '../model/level-rules.ts'
import type {Policy} from '../model/policy.ts'
import type {System} from '../model/register.ts'
import type {Labels} from '../model/report-words.ts'
import type {Language} from '../model/text.ts'
import {pad, wrap} from './columns.ts'

/** A question with its numbered choices. */
export function questionLines(input: LevelInput, language: Language): string[] {
  const lines = ['', ...wrap(`${input.question[language]} (${input.clause})`)]
  if (input.help) lines.push(...wrap(input.help[language], '  '))
  for (const [index, choice] of (input.choices ?? []).entries()) lines.push(...wrap(choice.label[language], `  ${index + 1}. `))
  const how = {
    choice: {vi: 'Gõ số; Enter nếu không rõ.', en: 'Type the number; Enter if unknown.'},
    choices: {vi: 'Gõ các số, cách nhau bằng dấu phẩy; Enter nếu không rõ.', en: 'Type the numbers with commas; Enter if unknown.'},
    boolean: {vi: 'có / không; Enter nếu không rõ.', en: 'yes / no; Enter if unknown.'},
    count: {vi: 'Gõ số; Enter nếu không rõ.', en: 'Type a number; Enter if unknown.'},
  }
  lines.push(`  ${how[input.kind][language]}`)
  return lines
}

/** The level, every clause that applied, and what could still change it. */
export function classificationLines(
  system: System,
  classifier: Classifier,
  answers: LevelAnswers,
  result: Classification,
  language: Language,
): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines = [...wrap(system.name), ...wrap(classifier.rules.name[language]), '']
  lines.push(
    result.level === undefined
      ? t(
          'Cấp độ: CHƯA XÁC ĐỊNH (không dòng nào của bảng áp dụng; không mặc định là cấp 1)',
          'Level: NOT DETERMINED (no row applies; it does not default to level 1)',
        )
      : `${t('Cấp độ', 'Level')}: ${result.level}${result.settled ? '' : t(' (chưa chắc chắn, xem bên dưới)', ' (not settled, see below)')}`,
  )
  if (result.hits.length > 0) lines.push(t('Điều khoản áp dụng:', 'Clauses that apply:'))
  for (const row of [...result.hits].sort((a, b) => b.level - a.level))
    lines.push(...wrap(row.reason[language], `  ${pad(row.clause, 10)}${t('cấp', 'level')} ${row.level}  `))
  if (result.open.length > 0) {
    lines.push('', t('Chưa trả lời, có thể dẫn đến cấp cao hơn:', 'Unanswered, may lead to a higher level:'))
    const needed = new Set(result.open.flatMap(({inputs}) => inputs))
    for (const input of classifier.rules.inputs)
      if (needed.has(input.name) && !(input.name in answers))
        lines.push(...wrap(`${input.question[language]} (--answer ${input.name}=...)`, '  - '))
  }
  for (const note of result.notes) lines.push('', ...wrap(note.text[language], '* '))
  lines.push(
    '',
    ...wrap(
      t(
        'Kết quả là đề xuất ban đầu để lập hồ sơ; cấp độ do cơ quan có thẩm quyền phê duyệt.',
        'This is a first proposal for the dossier; the authority approves the level.',
      ),
    ),
  )
  return lines
}

/** What another level would ask for. */
export function whatIfLines(
  system: System,
  result: WhatIf,
  policy: Policy,
  labels: Labels,
  machines: number,
  language: Language,
): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const titles = new Map(
    policy.groups.flatMap((group) => group.requirements.map((requirement) => [requirement.id, requirement.title[language]] as const)),
  )
  const show = (value: unknown) =>
    value === undefined
      ? '–'
      : Array.isArray(value)
        ? value.map((item) => labels.word[String(item)]?.[language] ?? String(item)).join(', ')
        : String(value)
  const lines = [
    ...wrap(system.name),
    t(
      `Từ cấp ${result.from} lên cấp ${result.to} (${policy.head.id}):`,
      `From level ${result.from} to level ${result.to} (${policy.head.id}):`,
    ),
    '',
    t(`Yêu cầu thêm: ${result.added.length}`, `Requirements added: ${result.added.length}`),
  ]
  for (const {requirement, clause} of result.added)
    lines.push(...wrap(titles.get(requirement) ?? '', `  ${pad(requirement, 26)}${pad(clause, 13)}`))
  lines.push('', t(`Giá trị thay đổi: ${result.tightened.length}`, `Values that change: ${result.tightened.length}`))
  for (const item of result.tightened)
    lines.push(
      ...wrap(
        `${labels.value[item.value]?.[language] ?? item.value}: ${show(item.before)} -> ${show(item.after)}`,
        `  ${pad(item.requirement, 26)}`,
      ),
    )
  lines.push(
    '',
    t(`Máy sẽ không đạt thêm (xem trên ${machines} máy có dữ liệu):`, `Machines that would newly fail (of ${machines} with facts):`),
  )
  for (const item of result.failing) lines.push(...wrap(item.targets.join(', '), `  ${pad(item.requirement, 26)}`))
  if (result.failing.length === 0) lines.push(`  ${t('không có', 'none')}`)
  lines.push('', t('Tài liệu cần thêm:', 'Documents needed:'))
  for (const item of result.documents) lines.push(...wrap(item.evidence.join('; '), `  ${pad(item.requirement, 26)}`))
  return lines
}
