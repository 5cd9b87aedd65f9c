import type {SiteGrading, SiteSeverity} from '../model/site-grading.ts'
import type {CheckLanguage} from './environment.ts'
import type {SeenFacts} from './seen-facts.ts'

/** What is wrong with an expression of the grading. */
export interface SeverityProblem {
  check: string
  index: number
  message: string
}

export type SeverityOf = (check: string, seen: SeenFacts) => SiteSeverity | undefined

/** Type-checks the expressions that weigh checks by facts. */
export function severityProblems(checks: SiteGrading['checks'], language: CheckLanguage): SeverityProblem[] {
  const typed = language.typed('site', {})
  return Object.entries(checks).flatMap(([check, {instead}]) =>
    instead.flatMap(({when}, index): SeverityProblem[] => {
      const answer = typed.check(when)
      if (!answer.valid) return [{check, index, message: (answer.error?.message ?? 'is no expression').split('\n')[0] ?? ''}]
      return answer.type === 'bool' ? [] : [{check, index, message: `gives ${answer.type}, but must give true or false`}]
    }),
  )
}

/** Prepares the weights of checks that depend on facts: a weak version of TLS is worse where people log in. */
export function compileSeverities(checks: SiteGrading['checks'], language: CheckLanguage): SeverityOf {
  const rules = new Map(
    Object.entries(checks).map(([check, {severity, instead}]) => [
      check,
      {severity, compiled: instead.map(({when, severity: other}) => ({holds: language.plain.parse(when), severity: other}))},
    ]),
  )
  return (check, {variables}) => {
    const rule = rules.get(check)
    return rule?.compiled.find(({holds}) => isTrue(holds, variables))?.severity ?? rule?.severity
  }
}

/** What was not seen makes nothing better or worse. */
function isTrue(expression: (context: Record<string, unknown>) => unknown, variables: Record<string, unknown>): boolean {
  try {
    return expression(variables) === true
  } catch {
    return false
  }
}
