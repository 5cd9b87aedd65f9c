import {createRequire} from 'node:module'
import type {Block, ReportDocument, Run} from '../src/report/document.ts'
import {LINE, PAPER, SIZE} from '../src/report/pdf/measures.ts'

const {resolve} = createRequire(import.meta.url)
const FONT = {
  regular: resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
}
const SIDE = 4
const ROW_GAP = 6

/** The same texts at the same widths by pdfkit's own `doc.text`, without lines, tints and page frames. */
export async function renderBare({blocks}: ReportDocument): Promise<{pages: number; bytes: number}> {
  const {default: PDFDocument} = await import('pdfkit')
  const margins = {top: PAPER.top, bottom: PAPER.bottom, left: PAPER.left, right: PAPER.right}
  const pdf = new PDFDocument({size: 'A4', margins, pdfVersion: '1.4', subset: 'PDF/A-1b', font: FONT.regular})
  let pages = 1
  let bytes = 0
  pdf.on('pageAdded', () => pages++)
  pdf.on('data', (chunk: Uint8Array) => {
    bytes += chunk.length
  })
  const done = new Promise((resolveEnd) => pdf.on('end', resolveEnd))
  const write = (text: string, options: PDFKit.Mixins.TextOptions = {}): void =>
    void pdf.text(text, pdf.page.margins.left, undefined, options)

  for (const block of blocks) {
    if (block.kind === 'section') pdf.addPage({size: 'A4', margins, layout: block.orientation})
    if (block.kind === 'heading') write(choose(pdf, true, SIZE.body, block.text))
    if (block.kind === 'paragraph')
      write(choose(pdf, false, SIZE.body, join(block.runs)), {align: 'justify', lineGap: SIZE.body * (LINE.body - LINE.single)})
    if (block.kind === 'table') writeTable(pdf, block)
  }
  pdf.end()
  await done
  return {pages, bytes}
}

function writeTable(pdf: PDFKit.PDFDocument, {columns, rows, size = SIZE.table}: Extract<Block, {kind: 'table'}>): void {
  const width = pdf.page.width - PAPER.left - PAPER.right
  const total = columns.reduce((sum, {share}) => sum + share, 0)
  const widths = columns.map(({share}) => (share / total) * width)
  const bottom = pdf.page.height - PAPER.bottom
  const writeRow = (texts: string[], bold: boolean): void => {
    if (pdf.y > bottom - 4 * size) pdf.addPage({...pdf.options, size: [pdf.page.width, pdf.page.height], layout: 'portrait'})
    const top = pdf.y
    let left = PAPER.left
    let end = top
    for (const [index, text] of texts.entries()) {
      const column = widths[index] ?? 0
      pdf.text(choose(pdf, bold, size, text), left + SIDE, top, {width: column - 2 * SIDE, height: bottom - top})
      end = Math.max(end, pdf.y)
      left += column
    }
    pdf.y = end + ROW_GAP
  }
  writeRow(
    columns.map(({header}) => header),
    true,
  )
  for (const row of rows)
    writeRow(
      row.map(({runs}) => join(runs)),
      false,
    )
}

function choose(pdf: PDFKit.PDFDocument, bold: boolean, size: number, text: string): string {
  pdf.font(bold ? FONT.bold : FONT.regular, size)
  return text
}

const join = (runs: Run[]): string => runs.map(({text}) => text).join('')
