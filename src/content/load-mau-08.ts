import {join} from 'node:path'
import {type Mau08Words, mau08Words} from '../model/mau-08-words.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

const wordsPath = 'reports/mau-08/report.yaml'

/** Labels, rules and words of Mẫu 08; throws ContentError with file and line of everything wrong in them. */
export function loadMau08Words(root: string = defaultContentRoot): Mau08Words {
  return validateFile(readYamlFile(join(root, wordsPath), wordsPath), mau08Words)
}
