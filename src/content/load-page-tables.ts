import {join} from 'node:path'
import {type PageTables, pageTables} from '../model/page-tables.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/site/page.yaml. */
export function loadPageTables(root: string = defaultContentRoot): PageTables {
  const shownAs = 'policies/site/page.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), pageTables)
}
