import {join} from 'node:path'
import {type PersonalDataRules, personalDataRules} from '../model/personal-data-rules.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/detection/personal-data.yaml. */
export function loadPersonalDataRules(root: string = defaultContentRoot): PersonalDataRules {
  const shownAs = 'policies/detection/personal-data.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), personalDataRules)
}
