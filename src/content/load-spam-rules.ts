import {join} from 'node:path'
import {type SpamRules, spamRules} from '../model/spam-rules.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/detection/spam.yaml. */
export function loadSpamRules(root: string = defaultContentRoot): SpamRules {
  const shownAs = 'policies/detection/spam.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), spamRules)
}
