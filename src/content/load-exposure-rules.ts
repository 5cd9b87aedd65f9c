import {join} from 'node:path'
import {type ExposureRules, exposureRules} from '../model/exposure-rules.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/site/exposure.yaml. */
export function loadExposureRules(root: string = defaultContentRoot): ExposureRules {
  const shownAs = 'policies/site/exposure.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), exposureRules)
}
