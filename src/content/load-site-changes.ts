import {join} from 'node:path'
import {type SiteChangeRules, siteChangeRules} from '../model/site-changes.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** What of two probes of one site is not compared. */
export function loadSiteChangeRules(root: string = defaultContentRoot): SiteChangeRules {
  const shownAs = 'reports/site/changes.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), siteChangeRules)
}
