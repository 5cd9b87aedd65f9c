import {join} from 'node:path'
import {type AnnualReport, annualReport, type Labels, labels, type NoticeWords, noticeWords} from '../model/report-words.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** The words of reports and notices. */
export interface Words {
  labels: Labels
  notices: NoticeWords
  annual: AnnualReport
}

export function loadWords(root: string): Words {
  const load = (shownAs: string) => readYamlFile(join(root, shownAs), shownAs)
  return {
    labels: validateFile(load('reports/labels.yaml'), labels),
    notices: validateFile(load('reports/notices.yaml'), noticeWords),
    annual: validateFile(load('reports/annual-assessment/report.yaml'), annualReport),
  }
}
