import {join} from 'node:path'
import {type RoundKitWords, roundKitWords} from '../model/round-kit-words.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** The leaflet of the kit for PCs without an agent. */
export function loadRoundKitWords(root: string = defaultContentRoot): RoundKitWords {
  const shownAs = 'reports/round-kit/guide.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), roundKitWords)
}
