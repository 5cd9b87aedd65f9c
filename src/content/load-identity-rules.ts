import {join} from 'node:path'
import {type IdentityRules, identityRules} from '../model/identity-rules.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/identity.yaml. */
export function loadIdentityRules(root: string = defaultContentRoot): IdentityRules {
  const shownAs = 'policies/identity.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), identityRules)
}
