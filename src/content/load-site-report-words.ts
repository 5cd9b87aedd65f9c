import {join} from 'node:path'
import {type SiteReportWords, siteReportWords} from '../model/site-report-words.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** Words of the report of a site. */
export function loadSiteReportWords(root: string = defaultContentRoot): SiteReportWords {
  const shownAs = 'reports/site/report.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), siteReportWords)
}
