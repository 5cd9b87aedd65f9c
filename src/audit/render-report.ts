import type {ReportDocument} from '../report/document.ts'

export const reportFormats = ['docx', 'pdf', 'xlsx'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** The three files of a report, with equal bytes for equal documents. */
export async function renderReport(
  document: ReportDocument,
  onStep?: (format: ReportFormat) => void,
): Promise<Map<ReportFormat, Uint8Array>> {
  const [{renderDocx}, {renderPdf}, {renderXlsx}] = await Promise.all([
    import('../report/docx/render-docx.ts'),
    import('../report/pdf/render-pdf.ts'),
    import('../report/xlsx/render-xlsx.ts'),
  ])
  const renderers = {docx: renderDocx, pdf: renderPdf, xlsx: renderXlsx}
  const files = new Map<ReportFormat, Uint8Array>()
  for (const format of reportFormats) {
    onStep?.(format)
    const chunks: Uint8Array[] = []
    await renderers[format](document, (chunk) => void chunks.push(chunk))
    files.set(format, Buffer.concat(chunks))
  }
  return files
}
