import {join} from 'node:path'
import {type WindowsBuilds, windowsBuilds} from '../model/windows-builds.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/windows-builds.yaml: what the tool is delivered with. */
export function loadWindowsBuilds(root: string = defaultContentRoot): WindowsBuilds {
  const shownAs = 'policies/windows-builds.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), windowsBuilds)
}
