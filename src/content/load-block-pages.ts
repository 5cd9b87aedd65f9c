import {join} from 'node:path'
import {type BlockPages, blockPages} from '../model/block-pages.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/site/block-pages.yaml. */
export function loadBlockPages(root: string = defaultContentRoot): BlockPages {
  const shownAs = 'policies/site/block-pages.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), blockPages)
}
