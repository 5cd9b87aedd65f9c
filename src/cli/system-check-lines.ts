import type {CheckedSystem} from '../audit/check-systems.ts'
import {unseenMark} from '../check/explain-unknown.ts'
import type {Content} from '../content/content.ts'
import {formatDay, formatMoment} from '../lib/dates.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Outcome, Result} from '../model/assessment.ts'
import type {Language, Localized} from '../model/text.ts'
import {wrap} from './columns.ts'

const order = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies readonly Outcome[]
const marks = {pass: '+', fail: '-', unknown: '?', 'not-applicable': ' '} as const

/** One system: what fails and how to mend it, what nobody has entered, what holds. What does not apply is only counted. */
export function systemCheckLines({system, results}: CheckedSystem, content: Content, language: Language): string[] {
  const say = (text: Localized) => text[language]
  const tally = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length
  const {labels} = content.words
  const sums = order.map((outcome) => `${labels.outcome[outcome][language]} ${tally(outcome)}`).join(', ')
  return [
    ...wrap(`${system.id}: ${system.name}`),
    ...order
      .filter((outcome) => outcome !== 'not-applicable')
      .flatMap((outcome) => results.filter((result) => result.outcome === outcome))
      .flatMap((result) => resultLines(result, content, language)),
    `  ${say({vi: 'Tổng', en: 'Sum'})}: ${sums}`,
    '',
  ]
}

function resultLines(result: Result, content: Content, language: Language): string[] {
  const check = content.checks.get(result.check)?.check
  if (!check) return []
  const vi = language === 'vi'
  const show = (value: unknown) => showValue(value, content, language)
  const fill = (text: Localized) => fillTemplate(text[language], {observed: result.observed ?? '–', params: check.params}, show)
  const mark = `  ${marks[result.outcome]} `
  if (result.outcome === 'pass') return wrap(check.title[language], mark)
  if (result.outcome === 'fail')
    return [...wrap(fill(check.fails), mark), ...wrap(`${vi ? 'Cách làm' : 'Fix'}: ${fill(check.fix)}`, '      ')]
  return wrap(`${check.title[language]}: ${vi ? 'chưa ghi' : 'not entered'} ${missingOf(result, content, language)}`, mark)
}

/** Names of the fields that the engine looked for and did not find. */
function missingOf({detail = ''}: Result, content: Content, language: Language): string {
  if (!detail.startsWith(unseenMark)) return detail
  const paths = detail.slice(unseenMark.length).split(', ')
  return paths.map((path) => content.words.labels.field[path]?.[language] ?? path).join('; ')
}

function showValue(value: unknown, content: Content, language: Language): string {
  const {labels} = content.words
  if (typeof value === 'boolean') return labels.boolean[value ? 'true' : 'false'][language]
  if (Array.isArray(value))
    return value.length === 0 ? labels.emptyList[language] : value.map((item) => showValue(item, content, language)).join(', ')
  if (typeof value !== 'string') return String(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value)
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return formatMoment(value)
  return labels.word[value]?.[language] ?? value
}
