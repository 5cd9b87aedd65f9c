import {join} from 'node:path'
import {type ProbeNoticeWords, probeNoticeWords} from '../model/probe-notice-words.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** Words of the page for owners of probed sites. */
export function loadProbeNoticeWords(root: string = defaultContentRoot): ProbeNoticeWords {
  const shownAs = 'reports/probe-notice/page.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), probeNoticeWords)
}
