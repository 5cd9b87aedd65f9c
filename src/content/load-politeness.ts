import {join} from 'node:path'
import {type Politeness, politeness} from '../model/politeness.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/site/politeness.yaml. */
export function loadPoliteness(root: string = defaultContentRoot): Politeness {
  const shownAs = 'policies/site/politeness.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), politeness)
}
