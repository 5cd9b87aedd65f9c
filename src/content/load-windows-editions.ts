import {join} from 'node:path'
import {type WindowsEditions, windowsEditions} from '../model/windows-editions.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/windows-editions.yaml. */
export function loadWindowsEditions(root: string = defaultContentRoot): WindowsEditions {
  const shownAs = 'policies/windows-editions.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), windowsEditions)
}
