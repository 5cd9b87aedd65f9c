import {join} from 'node:path'
import {type ScanRules, scanRules} from '../model/scan-rules.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/scan-ports.yaml. */
export function loadScanRules(root: string = defaultContentRoot): ScanRules {
  const shownAs = 'policies/scan-ports.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), scanRules)
}
