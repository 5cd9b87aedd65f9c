import type {ReportDocument} from '../report/document.ts'

export const siteReportFormats = ['docx', 'pdf'] as const
export type SiteReportFormat = (typeof siteReportFormats)[number]

/** The document in the formats asked for. */
export async function renderSiteReport(
  document: ReportDocument,
  formats: readonly SiteReportFormat[],
): Promise<Map<SiteReportFormat, Uint8Array>> {
  const files = new Map<SiteReportFormat, Uint8Array>()
  for (const format of siteReportFormats.filter((one) => formats.includes(one))) {
    const render =
      format === 'docx'
        ? (await import('../report/docx/render-docx.ts')).renderDocx
        : (await import('../report/pdf/render-pdf.ts')).renderPdf
    const chunks: Uint8Array[] = []
    await render(document, (chunk) => void chunks.push(chunk))
    files.set(format, Buffer.concat(chunks))
  }
  return files
}
