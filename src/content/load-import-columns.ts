import {join} from 'node:path'
import {type ImportColumns, importColumns} from '../model/import-columns.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/import-columns.yaml. */
export function loadImportColumns(root: string = defaultContentRoot): ImportColumns {
  const shownAs = 'policies/import-columns.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), importColumns)
}
