import type {Severity} from '../model/policy.ts'
import type {WorkstationWords} from '../model/workstation-words.ts'
import {composeWorkstation} from '../report/workstation/compose.ts'
import type {WorkstationValues} from '../report/workstation/values.ts'
import {renderOnePage} from './render-one-page.ts'

/** The sheet as DOCX and PDF. It is one page: fewer findings are said with how to mend them until it is. */
export function renderWorkstation(
  values: WorkstationValues,
  words: WorkstationWords,
  severities: Readonly<Record<Severity, string>>,
): Promise<Map<'docx' | 'pdf', Uint8Array>> {
  return renderOnePage(Math.min(words.mostFindings, values.findings.length), (shown) =>
    composeWorkstation({values, words, severities, shown}),
  )
}
