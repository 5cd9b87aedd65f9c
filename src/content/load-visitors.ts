import {join} from 'node:path'
import {type VisitorNames, visitorNames} from '../model/visitor-names.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/site/visitors.yaml. */
export function loadVisitors(root: string = defaultContentRoot): VisitorNames {
  const shownAs = 'policies/site/visitors.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), visitorNames)
}
