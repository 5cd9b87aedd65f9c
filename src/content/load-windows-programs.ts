import {join} from 'node:path'
import {type WindowsPrograms, windowsPrograms} from '../model/windows-programs.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/windows-programs.yaml. */
export function loadWindowsPrograms(root: string = defaultContentRoot): WindowsPrograms {
  const shownAs = 'policies/windows-programs.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), windowsPrograms)
}
