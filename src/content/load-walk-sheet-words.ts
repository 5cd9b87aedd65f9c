import {join} from 'node:path'
import {type WalkSheetWords, walkSheetWords} from '../model/walk-sheet-words.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** Words of the sheet for looking at strange devices. */
export function loadWalkSheetWords(root: string = defaultContentRoot): WalkSheetWords {
  const shownAs = 'reports/walk-sheet/report.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), walkSheetWords)
}
