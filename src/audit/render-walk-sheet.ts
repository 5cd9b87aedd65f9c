import type {WalkSheetWords} from '../model/walk-sheet-words.ts'
import {composeWalkSheet} from '../report/walk-sheet/compose.ts'
import type {WalkSheetValues} from '../report/walk-sheet/values.ts'

/** The sheet as DOCX and PDF. It is one page: fewer devices are spelled out until it is. */
export async function renderWalkSheet(values: WalkSheetValues, words: WalkSheetWords): Promise<Map<'docx' | 'pdf', Uint8Array>> {
  const [{renderDocx}, {renderPdf}] = await Promise.all([import('../report/docx/render-docx.ts'), import('../report/pdf/render-pdf.ts')])
  for (let shown = Math.min(words.mostRows, values.rows.length); ; shown--) {
    const document = composeWalkSheet(values, words, shown)
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
