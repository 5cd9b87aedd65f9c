import {readNewestAssessment} from '../audit/newest-assessment.ts'
import {type Content, catalogueOf, loadContent} from '../content/content.ts'
import {dayOf} from '../lib/dates.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Finding} from '../model/assessment.ts'
import type {Policy} from '../model/policy.ts'
import {type Task, task} from '../model/register.ts'
import type {Language} from '../model/text.ts'
import {type ProposalWords, type ProposedTask, proposeTasks} from '../register-answers/propose-tasks.ts'
import {newId, shaped} from './answers-entry.ts'
import {editRegister, readRegister} from './edit-register.ts'

export interface Proposal {
  assessment: string
  tasks: Task[]
}

/** Tasks after the newest assessment of a system, entered with places to be filled; `keep` false only shows them. */
export async function proposeFromAssessment(folder: string, system: string, language: Language, keep: boolean): Promise<Proposal> {
  const command = 'stp-sec task add'
  const content = loadContent()
  const assessment = await readNewestAssessment(folder, system)
  const words = proposalWords(content, catalogueOf(content, assessment), language)
  const today = dayOf(Date.now())
  const propose = (existing: readonly Task[]): Task[] => {
    const proposed = proposeTasks(assessment, existing, content.words.annual.proposedDays, words, today)
    const made: Task[] = []
    for (const item of proposed) made.push(toTask(item, newId('kp', today, [...existing, ...made])))
    return made
  }
  if (!keep) return {assessment: assessment.id, tasks: propose((await readRegister(folder)).tasks)}
  let tasks: Task[] = []
  await editRegister({folder, command, action: 'task.propose', object: assessment.id}, (register) => {
    tasks = propose(register.tasks)
    return {...register, tasks: [...register.tasks, ...tasks]}
  })
  return {assessment: assessment.id, tasks}
}

function toTask({severity: _, ...item}: ProposedTask, id: string): Task {
  return shaped(task, {...item, id, work: cut(item.work), result: cut(item.result)}, 'stp-sec task add')
}

/** The same words that the yearly report proposes. */
function proposalWords(content: Content, policy: Policy | undefined, language: Language): ProposalWords {
  const {words} = content.words.annual
  const say = (key: string, values: Record<string, unknown> = {}) => fillTemplate(words[key]?.[language] ?? key, values)
  const groupName = (id: string) => policy?.groups.find((group) => group.id === id)?.name[language] ?? id
  return {
    fix: (id, expected) => {
      const check = content.checks.get(id)?.check
      return (
        check && {work: fillTemplate(check.fix[language], {params: {...check.params, ...expected}}, show), result: check.title[language]}
      )
    },
    answer: (group, count) => ({work: say('workAnswer', {count, group: groupName(group)}), result: say('resultAnswer')}),
    before: (finding, check) => cut(`${content.words.labels.outcome.fail[language]}: ${machines(finding, check)}`),
  }
}

function machines(finding: Finding, check: string): string {
  const failing = finding.checks.find((summary) => summary.check === check)?.examples.filter(({outcome}) => outcome === 'fail') ?? []
  const names = failing.length > 0 ? failing.map(({target}) => target) : finding.failing
  return names.slice(0, 10).join(', ') + (names.length > 10 ? ` ... (${names.length})` : '')
}

function show(value: unknown): string {
  return Array.isArray(value) ? value.map(show).join(', ') : String(value)
}

function cut(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 997)}...` : text
}
