import {ContentError, formatProblem} from '../content/problem.ts'
import {isUserFacing} from '../lib/user-error.ts'
import type {Localized} from '../model/text.ts'

/** What went wrong, as one line of the log. */
export function describeError(error: unknown): Localized {
  if (isUserFacing(error)) {
    const {code, what, where, next} = error
    return {vi: `${code}: ${what.vi} (${where}). ${next.vi}`, en: `${code}: ${what.en} (${where}). ${next.en}`}
  }
  if (error instanceof ContentError) {
    const list = (language: 'vi' | 'en') => error.problems.map((problem) => formatProblem(problem, language)).join(' | ')
    return {vi: `bad-content: ${list('vi')}`, en: `bad-content: ${list('en')}`}
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return {vi: text, en: text}
}
