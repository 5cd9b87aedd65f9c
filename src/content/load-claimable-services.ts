import {join} from 'node:path'
import {type ClaimableServices, claimableServices} from '../model/claimable-services.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/site/claimable-services.yaml. */
export function loadClaimableServices(root: string = defaultContentRoot): ClaimableServices {
  const shownAs = 'policies/site/claimable-services.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), claimableServices)
}
