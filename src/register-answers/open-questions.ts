import type {Level, Policy, Requirement} from '../model/policy.ts'

export interface OpenQuestion {
  requirement: Requirement
  policy: Policy
}

export interface OpenGroup {
  id: string
  name: Policy['groups'][number]['name']
  informative: boolean
  questions: OpenQuestion[]
}

/** The questions that nobody has answered at a level, group by group in the order of the catalogue. */
export function openQuestions(policies: readonly Policy[], level: Level, isAnswered: (requirement: Requirement) => boolean): OpenGroup[] {
  return policies.flatMap((policy) =>
    policy.groups
      .map(({id, name, informative, requirements}) => ({
        id,
        name,
        informative,
        questions: requirements
          .filter((requirement) => requirement.levels.includes(level) && requirement.ask && !isAnswered(requirement))
          .map((requirement) => ({requirement, policy})),
      }))
      .filter(({questions}) => questions.length > 0),
  )
}
