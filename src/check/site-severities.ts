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

/** Prepares the weights of checks that depend on facts: a weak version of TLS is worse where people log in. */
export function compileSeverities(
  checks: SiteGrading['checks'],
  language: CheckLanguage,
): {severityOf: SeverityOf; problems: SeverityProblem[]} {
  const typed = language.typed('site', {})
  const problems: SeverityProblem[] = []
  const rules = new Map(
    Object.entries(checks).map(([check, {severity, instead}]) => {
      const compiled = instead.map(({when, severity: other}, index) => {
        const answer = typed.check(when)
        if (!answer.valid) problems.push({check, index, message: (answer.error?.message ?? 'is no expression').split('\n')[0] ?? ''})
        else if (answer.type !== 'bool') problems.push({check, index, message: `gives ${answer.type}, but must give true or false`})
        return {holds: answer.valid ? language.plain.parse(when) : () => false, severity: other}
      })
      return [check, {severity, compiled}] as const
    }),
  )
  return {
    problems,
    severityOf: (check, {variables}) => {
      const rule = rules.get(check)
      return rule?.compiled.find(({holds}) => isTrue(holds, variables))?.severity ?? rule?.severity
    },
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
