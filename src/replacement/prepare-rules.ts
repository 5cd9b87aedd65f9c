import {Environment} from '@marcbachmann/cel-js'
import type {ReplacementRules} from '../model/replacement.ts'
import {type DeviceView, viewFields} from './view.ts'

/** True where a condition of the rules holds for a device. */
export type DeviceCondition = (device: DeviceView) => boolean

/** The rules with their conditions compiled. */
export interface PreparedReplacement {
  rules: ReplacementRules
  reasons: {rule: ReplacementRules['reasons'][number]; holds: DeviceCondition}[]
  proposals: {rule: ReplacementRules['proposals'][number]; holds: DeviceCondition}[]
}

export interface RuleProblem {
  /** Path inside the rules file. */
  path: (string | number)[]
  message: string
}

/** Type-checks every condition, and that patterns of processors are patterns with a group. */
export function prepareReplacementRules(
  rules: ReplacementRules,
): {ok: true; value: PreparedReplacement} | {ok: false; problems: RuleProblem[]} {
  const problems: RuleProblem[] = []
  const language = new Environment({unlistedVariablesAreDyn: false}).registerVariable('device', {schema: viewFields})
  const prepare = (source: string, path: RuleProblem['path']): DeviceCondition => {
    const answer = language.check(source)
    if (!answer.valid) problems.push({path, message: answer.error?.message.split('\n')[0] ?? 'is no expression'})
    else if (answer.type !== 'bool') problems.push({path, message: `gives ${answer.type}, but must give true or false`})
    const evaluate = language.parse(answer.valid ? source : 'false')
    return (device) => evaluate({device}) === true
  }
  for (const [index, {pattern}] of rules.windows11.cpus.entries())
    if (!/\((?!\?)/.test(pattern) || !isPattern(pattern))
      problems.push({path: ['windows11', 'cpus', index, 'pattern'], message: 'is no pattern with a group for the generation'})
  const value: PreparedReplacement = {
    rules,
    reasons: rules.reasons.map((rule, index) => ({rule, holds: prepare(rule.when, ['reasons', index, 'when'])})),
    proposals: rules.proposals.map((rule, index) => ({rule, holds: prepare(rule.when, ['proposals', index, 'when'])})),
  }
  return problems.length > 0 ? {ok: false, problems} : {ok: true, value}
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}
