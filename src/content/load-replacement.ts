import {join} from 'node:path'
import {replacementRules} from '../model/replacement.ts'
import {type ReplacementWords, replacementWords} from '../model/replacement-words.ts'
import {type PreparedReplacement, prepareReplacementRules} from '../replacement/prepare-rules.ts'
import {defaultContentRoot} from './files.ts'
import {ContentError} from './problem.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/replacement.yaml with every condition type-checked. */
export function loadReplacementRules(root: string = defaultContentRoot): PreparedReplacement {
  const shownAs = 'policies/replacement.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const prepared = prepareReplacementRules(validateFile(file, replacementRules))
  if (prepared.ok) return prepared.value
  throw new ContentError(prepared.problems.map(({path, message}) => ({...file.placeOf(path), message: {vi: message, en: message}})))
}

/** Words of the replacement plan. */
export function loadReplacementWords(root: string = defaultContentRoot): ReplacementWords {
  const shownAs = 'reports/replacement/report.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), replacementWords)
}
