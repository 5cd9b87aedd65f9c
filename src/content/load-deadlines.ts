import {join} from 'node:path'
import {type PreparedRules, prepareDeadlineRules} from '../calendar/prepare-rules.ts'
import {createWorkingDays, type WorkingDays} from '../calendar/working-days.ts'
import {deadlineRules, holidayYear} from '../model/deadlines.ts'
import {defaultContentRoot, yamlFilesBelow} from './files.ts'
import {ContentError, type Problem} from './problem.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/deadlines.yaml with every condition type-checked. */
export function loadDeadlineRules(root: string = defaultContentRoot): PreparedRules {
  const shownAs = 'policies/deadlines.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const prepared = prepareDeadlineRules(validateFile(file, deadlineRules))
  if (prepared.ok) return prepared.value
  throw new ContentError(prepared.problems.map(({path, message}) => ({...file.placeOf(path), message: {vi: message, en: message}})))
}

/** policies/holidays: a day outside the year of its file is a slip of the pen. */
export function loadWorkingDays(root: string = defaultContentRoot): WorkingDays {
  const problems: Problem[] = []
  const years = yamlFilesBelow(root, 'policies/holidays').map(({path, shownAs}) => {
    const file = readYamlFile(path, shownAs)
    const year = validateFile(file, holidayYear)
    for (const list of ['off', 'worked'] as const)
      for (const [index, {day}] of year[list].entries())
        if (!day.startsWith(`${year.year}-`))
          problems.push({
            ...file.placeOf([list, index, 'day']),
            message: {vi: `ngày ${day} không thuộc năm ${year.year}`, en: `${day} is no day of ${year.year}`},
          })
    return year
  })
  if (problems.length > 0) throw new ContentError(problems)
  return createWorkingDays(years)
}
