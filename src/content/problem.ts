import type {Localized} from '../model/text.ts'

/** One thing wrong in a content file, with its place (1-based) and what to do about it. */
export interface Problem {
  file: string
  line: number
  column: number
  message: Localized
}

/** Stops a load: content with problems is never used in part. */
export class ContentError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => formatProblem(problem, 'en')).join('\n'))
    this.name = 'ContentError'
    this.problems = problems
  }
}

export function formatProblem(problem: Problem, language: 'vi' | 'en'): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message[language]}`
}
