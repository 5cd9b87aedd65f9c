import {join} from 'node:path'
import {type DataAgeWords, dataAgeWords} from '../model/data-age-words.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** reports/data-ages.yaml. */
export function loadDataAgeWords(root: string = defaultContentRoot): DataAgeWords {
  const shownAs = 'reports/data-ages.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), dataAgeWords)
}
