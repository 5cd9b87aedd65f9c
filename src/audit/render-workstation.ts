import type {Severity} from '../model/policy.ts'
import type {WorkstationWords} from '../model/workstation-words.ts'
import {composeWorkstation} from '../report/workstation/compose.ts'
import type {WorkstationValues} from '../report/workstation/values.ts'

/** The sheet as DOCX and PDF. It is one page: fewer findings are said with how to mend them until it is. */
export async function renderWorkstation(
  values: WorkstationValues,
  words: WorkstationWords,
  severities: Readonly<Record<Severity, string>>,
): Promise<Map<'docx' | 'pdf', Uint8Array>> {
  const [{renderDocx}, {renderPdf}] = await Promise.all([import('../report/docx/render-docx.ts'), import('../report/pdf/render-pdf.ts')])
  for (let shown = Math.min(words.mostFindings, values.findings.length); ; shown--) {
    const document = composeWorkstation({values, words, severities, shown})
    const pdf: Uint8Array[] = []
    const {pages} = await renderPdf(document, (chunk) => void pdf.push(chunk))
    if (pages > 1 && shown > 0) continue
    const docx: Uint8Array[] = []
    await renderDocx(document, (chunk) => void docx.push(chunk))
    return new Map([
      ['docx', Buffer.concat(docx)],
      ['pdf', Buffer.concat(pdf)],
    ])
  }
}
