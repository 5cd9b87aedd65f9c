import {Environment, type ParseResult} from '@marcbachmann/cel-js'
import type {DeadlineRules} from '../model/deadlines.ts'
import type {Register, System} from '../model/register.ts'

export interface RuleProblem {
  /** Path inside the rules file. */
  path: (string | number)[]
  message: string
}

/** True where a condition of the rules file holds for a system. */
export type SystemCondition = (system: SystemView) => boolean

/** What a condition sees of a system; nothing is ever absent: "" and 0 stand for what nobody has said. */
export interface SystemView {
  role: string
  status: string
  state: string
  level: number
  archive: boolean
  decisionDate: string
}

const fields = {role: 'string', status: 'string', state: 'string', level: 'double', archive: 'bool', decisionDate: 'string'} as const

export function viewOf(system: System, register: Pick<Register, 'documents'>): SystemView {
  return {
    role: system.role,
    status: system.status,
    state: system.state ?? '',
    level: system.level ?? 0,
    archive: system.archive ?? false,
    decisionDate: register.documents.find(({id}) => id === system.decision)?.date ?? '',
  }
}

export interface PreparedRules {
  rules: DeadlineRules
  transitions: {rule: DeadlineRules['transitions'][number]; applies: SystemCondition}[]
  assessmentApplies: SystemCondition
}

/** Type-checks every condition. */
export function prepareDeadlineRules(rules: DeadlineRules): {ok: true; value: PreparedRules} | {ok: false; problems: RuleProblem[]} {
  const problems: RuleProblem[] = []
  const language = new Environment({unlistedVariablesAreDyn: false}).registerVariable('system', {schema: fields})
  const prepare = (source: string, path: RuleProblem['path']): SystemCondition => {
    const answer = language.check(source)
    if (!answer.valid) problems.push({path, message: answer.error?.message.split('\n')[0] ?? 'is no expression'})
    else if (answer.type !== 'bool') problems.push({path, message: `gives ${answer.type}, but must give true or false`})
    const evaluate: ParseResult = language.parse(answer.valid ? source : 'false')
    return (system) => evaluate({system}) === true
  }
  const value: PreparedRules = {
    rules,
    transitions: rules.transitions.map((rule, index) => ({rule, applies: prepare(rule.when, ['transitions', index, 'when'])})),
    assessmentApplies: prepare(rules.assessment.when, ['assessment', 'when']),
  }
  return problems.length > 0 ? {ok: false, problems} : {ok: true, value}
}
