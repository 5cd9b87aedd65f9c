import type {ReportDocument} from '../report/document.ts'

/** A sheet of one page as DOCX and PDF: fewer of its `most` rows are spelled out until it fits. */
export async function renderOnePage(most: number, compose: (shown: number) => ReportDocument): Promise<Map<'docx' | 'pdf', Uint8Array>> {
  const [{renderDocx}, {renderPdf}] = await Promise.all([import('../report/docx/render-docx.ts'), import('../report/pdf/render-pdf.ts')])
  for (let shown = most; ; shown--) {
    const document = compose(shown)
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
