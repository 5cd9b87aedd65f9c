import {type Classifier, prepareRules} from '../classify/classify.ts'
import {levelRules} from '../model/level-rules.ts'
import {defaultContentRoot, yamlFilesBelow} from './files.ts'
import {ContentError, type Problem} from './problem.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** The decision tables of levels, by id, with every condition type-checked. */
export function loadLevelRules(root: string = defaultContentRoot): Map<string, Classifier> {
  const classifiers = new Map<string, Classifier>()
  const problems: Problem[] = []
  for (const {path, shownAs} of yamlFilesBelow(root, 'policies/level-rules')) {
    try {
      const file = readYamlFile(path, shownAs)
      const rules = validateFile(file, levelRules)
      const prepared = prepareRules(rules)
      if (prepared.ok) classifiers.set(rules.id, prepared.value)
      else
        problems.push(...prepared.problems.map(({path: place, message}) => ({...file.placeOf(place), message: {vi: message, en: message}})))
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new ContentError(problems)
  return classifiers
}
