import type {Content} from '../content/content.ts'
import {attestationInForce, lastDayOf} from '../grade/overlays.ts'
import {formatDay} from '../lib/dates.ts'
import {newestAnswer} from '../model/newest-answer.ts'
import type {Requirement} from '../model/policy.ts'
import type {Attestation, Register} from '../model/register.ts'
import type {Language} from '../model/text.ts'
import {attestationLimit} from '../register-answers/attestation-rules.ts'
import {type OpenGroup, openQuestions} from '../register-answers/open-questions.ts'
import {type ValidityState, validityOn} from '../register-answers/validity.ts'
import type {AnsweredSystem, FoundRequirement} from './answers-context.ts'
import {pad, wrap} from './columns.ts'

/** What a requirement asks, as whoever answers must read it. */
export function questionLines({requirement, policy}: FoundRequirement, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {ask} = requirement
  const lines = [...wrap(`${requirement.id}: ${requirement.title[language]}`)]
  if (!ask) {
    lines.push(...wrap(requirement.text[language], '  '))
    lines.push(t('  (do phép kiểm tra trên máy kết luận)', '  (decided by checks on machines)'))
    return lines
  }
  lines.push(...wrap(`${t('Câu hỏi', 'Question')}: ${ask[language]}`, '  '))
  lines.push(...wrap(`${t('Tài liệu cần có', 'Documents expected')}: ${ask.evidence.join('; ')}`, '  '))
  if (requirement.appliesIf) lines.push(...wrap(`${t('Áp dụng khi', 'Applies if')}: ${requirement.appliesIf[language]}`, '  '))
  lines.push(
    t(
      `  Câu trả lời có hiệu lực tối đa ${ask.validMonths} tháng. Danh mục: ${policy.head.id}.`,
      `  An answer holds for at most ${ask.validMonths} months. Catalogue: ${policy.head.id}.`,
    ),
  )
  return lines
}

/** A question as JSON has it. */
export function questionOf({requirement, policy}: FoundRequirement, on: string) {
  return {
    requirement: requirement.id,
    policy: policy.head.id,
    title: requirement.title,
    ...(requirement.ask ? {question: {vi: requirement.ask.vi, en: requirement.ask.en}, evidence: requirement.ask.evidence} : {}),
    limit: attestationLimit(requirement, policy.head, on),
  }
}

/** An answer with the state it is in on a day. `superseded`: a newer answer to the same question counts instead. */
export interface ListedAttestation extends Attestation {
  state: ValidityState
  daysLeft: number
  lastDay: string
  superseded: boolean
}

export function listAttestations(register: Register, content: Content, on: string, soonDays: number): ListedAttestation[] {
  const requirements = new Map(
    [...content.policies.values()].flatMap(({groups}) =>
      groups.flatMap((group) => group.requirements.map((item) => [item.id, item] as const)),
    ),
  )
  return register.attestations.map((answer) => {
    const lastDay = lastDayOf(answer, requirements.get(answer.requirement))
    const same = register.attestations.filter((other) => other.system === answer.system && other.requirement === answer.requirement)
    const superseded = answer.answeredOn <= on && newestAnswer(same, on) !== answer
    return {...answer, ...validityOn(lastDay, on, soonDays), lastDay, superseded}
  })
}

export function stateWord(state: ValidityState, language: Language): string {
  const words = {
    active: {vi: 'còn hiệu lực', en: 'active'},
    'due-soon': {vi: 'sắp hết hạn', en: 'due soon'},
    expired: {vi: 'ĐÃ HẾT HẠN', en: 'EXPIRED'},
  }
  return words[state][language]
}

export function resultWord(result: Attestation['result'], content: Content, language: Language): string {
  return content.words.labels.verdict[result][language]
}

export function attestationLines(answer: ListedAttestation, content: Content, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const state = answer.superseded ? t('đã có trả lời mới hơn', 'superseded') : stateWord(answer.state, language)
  const confirmed = answer.confirmedBy ? t(`, xác nhận: ${answer.confirmedBy}`, `, confirmed by ${answer.confirmedBy}`) : ''
  return [
    `${pad(answer.id, 20)} ${pad(answer.requirement, 28)} ${resultWord(answer.result, content, language)}`,
    ...wrap(`${answer.statement} (${answer.by}${confirmed})`, '    '),
    `    ${state}; ${t('đến', 'until')} ${formatDay(answer.lastDay)}`,
  ]
}

export function evidenceLines(evidence: Attestation['evidence'], language: Language): string[] {
  if (evidence.length === 0) return []
  const title = language === 'vi' ? 'Chứng cứ:' : 'Evidence:'
  return [
    `    ${title}`,
    ...evidence.flatMap((file) => [...wrap(file.title, '      '), ...(file.sha256 ? [`        SHA-256 ${file.sha256}`] : [])]),
  ]
}

/** Questions of a system that nobody has answered, or whose answer has run out. */
export function findOpenQuestions({system, level, policies}: AnsweredSystem, register: Register, on: string): OpenGroup[] {
  const own = register.attestations.filter((answer) => answer.system === system.id)
  const isAnswered = (requirement: Requirement) => attestationInForce(requirement, own, on, []) !== undefined
  return openQuestions(policies, level, isAnswered)
}

export function openQuestionLines(groups: readonly OpenGroup[], language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  return groups.flatMap((group) => [
    '',
    ...wrap(
      `${group.name[language]} (${group.questions.length}${group.informative ? t(', tham khảo', ', informative') : ''})`.normalize('NFC'),
    ),
    ...group.questions.flatMap(({requirement}) => [
      ...wrap(`${requirement.id}: ${requirement.ask?.[language] ?? requirement.title[language]}`, '  '),
      ...wrap(`${t('Tài liệu', 'Documents')}: ${requirement.ask?.evidence.join('; ') ?? ''}`, '      '),
    ]),
  ])
}
