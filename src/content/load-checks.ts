import {basename} from 'node:path'
import {type CompiledCheck, compileCheck, type ExpressionProblem} from '../check/compile.ts'
import type {CheckLanguage} from '../check/environment.ts'
import {type Check, check as checkSchema} from '../model/check.ts'
import {yamlFilesBelow} from './files.ts'
import {ContentError, type Problem} from './problem.ts'
import {unknownWord, validateFile} from './validate.ts'
import {readYamlFile, type YamlFile} from './yaml-file.ts'

/** A check with the file it came from, so that later problems can name a line. */
export interface LoadedCheck {
  compiled: CompiledCheck
  file: YamlFile
}

/** Loads and type-checks every check; throws ContentError with all problems found. */
export function loadChecks(root: string, language: CheckLanguage): Map<string, LoadedCheck> {
  const loaded = new Map<string, LoadedCheck>()
  const problems: Problem[] = []
  for (const {path, shownAs} of yamlFilesBelow(root, 'checks')) {
    try {
      const file = readYamlFile(path, shownAs)
      const check = validateFile(file, checkSchema)
      problems.push(...placeProblems(check, file, shownAs, loaded))
      const compiled = compileCheck(check, language)
      if (compiled.ok) loaded.set(check.id, {compiled: compiled.value, file})
      else problems.push(...compiled.problems.map((problem) => expressionProblem(problem, file)))
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new ContentError(problems)
  return loaded
}

function placeProblems(check: Check, file: YamlFile, shownAs: string, loaded: ReadonlyMap<string, LoadedCheck>): Problem[] {
  const problems: Problem[] = []
  const [, folder = ''] = shownAs.split('/')
  if (basename(shownAs, '.yaml') !== check.id)
    problems.push({
      ...file.placeOf(['id']),
      message: {vi: `mã "${check.id}" phải trùng tên tệp`, en: `id "${check.id}" must be the file's name`},
    })
  if (folder !== check.target)
    problems.push({
      ...file.placeOf(['target']),
      message: {
        vi: `đối tượng "${check.target}" phải trùng thư mục "${folder}"`,
        en: `target "${check.target}" must be the folder's name "${folder}"`,
      },
    })
  if (loaded.has(check.id))
    problems.push({...file.placeOf(['id']), message: {vi: `mã "${check.id}" đã có`, en: `id "${check.id}" exists already`}})
  return problems
}

function expressionProblem(problem: ExpressionProblem, file: YamlFile): Problem {
  const place = file.placeOf([problem.field])
  if (problem.word !== undefined && problem.candidates.length > 0) {
    const {vi, en} = unknownWord(`${problem.field}: tên`, `${problem.field}: name`, problem.word, problem.candidates)
    return {...place, message: {vi: `${vi} (${problem.message})`, en: `${en} (${problem.message})`}}
  }
  return {...place, message: {vi: `${problem.field}: ${problem.message}`, en: `${problem.field}: ${problem.message}`}}
}
