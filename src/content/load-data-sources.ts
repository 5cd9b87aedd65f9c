import {join} from 'node:path'
import {type DataSources, dataSources} from '../model/data-sets.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/data-sources.yaml. */
export function loadDataSources(root: string = defaultContentRoot): DataSources {
  const shownAs = 'policies/data-sources.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), dataSources)
}
