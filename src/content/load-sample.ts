import {join} from 'node:path'
import {type Sample, sample} from '../model/sample.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

const samplePath = 'policies/samples/so-tu-phap-an-giang.yaml'

/** The Department as its own documents describe it. */
export function loadSample(root: string = defaultContentRoot): Sample {
  return validateFile(readYamlFile(join(root, samplePath), samplePath), sample)
}
