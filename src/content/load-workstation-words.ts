import {join} from 'node:path'
import {type WorkstationWords, workstationWords} from '../model/workstation-words.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** Words of the sheet of one PC. */
export function loadWorkstationWords(root: string = defaultContentRoot): WorkstationWords {
  const shownAs = 'reports/workstation/report.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), workstationWords)
}
