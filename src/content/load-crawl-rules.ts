import {join} from 'node:path'
import {type CrawlRules, crawlRules} from '../model/crawl-rules.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/site/crawl.yaml. */
export function loadCrawlRules(root: string = defaultContentRoot): CrawlRules {
  const shownAs = 'policies/site/crawl.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), crawlRules)
}
