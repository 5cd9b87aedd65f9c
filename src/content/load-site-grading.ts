import {join} from 'node:path'
import type {CompiledCheck} from '../check/compile.ts'
import type {CheckLanguage} from '../check/environment.ts'
import {compileSeverities, type SeverityOf, severityProblems} from '../check/site-severities.ts'
import {type SiteGrading, siteGrading} from '../model/site-grading.ts'
import {defaultContentRoot} from './files.ts'
import {ContentError, type Problem} from './problem.ts'
import {unknownWord, validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

export interface LoadedSiteGrading {
  grading: SiteGrading
  severityOf: SeverityOf
}

/** policies/gov-website/grading.yaml; every check of sites has its place in it, and nothing else has. */
export function loadSiteGrading(
  checks: ReadonlyMap<string, CompiledCheck>,
  language: CheckLanguage,
  root: string = defaultContentRoot,
): LoadedSiteGrading {
  const shownAs = 'policies/gov-website/grading.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const grading = validateFile(file, siteGrading)
  const ids = [...checks.values()].filter(({check}) => check.target === 'site').map(({check}) => check.id)
  const categories = grading.categories.map(({id}) => id)
  const problems: Problem[] = []
  const known = (path: PropertyKey[], id: string) => {
    const graded = Object.keys(grading.checks)
    if (!graded.includes(id)) problems.push({...file.placeOf(path), message: unknownWord('phép kiểm tra', 'check', id, graded)})
  }
  for (const [id, {category, pending}] of Object.entries(grading.checks)) {
    if (!pending && !ids.includes(id))
      problems.push({...file.placeOf(['checks', id]), message: unknownWord('phép kiểm tra', 'check', id, ids)})
    if (pending && ids.includes(id))
      problems.push({
        ...file.placeOf(['checks', id, 'pending']),
        message: {vi: `phép kiểm tra "${id}" đã có, bỏ pending`, en: `check "${id}" exists, so it is not pending`},
      })
    if (!categories.includes(category))
      problems.push({...file.placeOf(['checks', id, 'category']), message: unknownWord('nhóm', 'category', category, categories)})
  }
  for (const id of ids)
    if (!grading.checks[id])
      problems.push({
        ...file.placeOf(['checks']),
        message: {vi: `phép kiểm tra "${id}" chưa có nhóm và mức`, en: `check "${id}" has no category and severity`},
      })
  grading.caps.forEach(({checks: own}, index) => {
    own.forEach((id, position) => {
      known(['caps', index, 'checks', position], id)
    })
  })
  grading.best.passed.forEach((id, index) => {
    known(['best', 'passed', index], id)
  })
  grading.alerts.forEach((id, index) => {
    known(['alerts', index], id)
  })
  // To know the type of every fact takes longer than all the rest.
  for (const {check, index, message} of file.isDelivered ? [] : severityProblems(grading.checks, language))
    problems.push({...file.placeOf(['checks', check, 'instead', index, 'when']), message: {vi: message, en: message}})
  if (problems.length > 0) throw new ContentError(problems)
  return {grading, severityOf: compileSeverities(grading.checks, language)}
}
