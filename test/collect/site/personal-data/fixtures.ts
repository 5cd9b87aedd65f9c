import {createRequire} from 'node:module'
import {join} from 'node:path'
import {deflateSync} from 'node:zlib'
import {strToU8, zipSync} from 'fflate'
import PDFDocument from 'pdfkit'

export const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

export const html = (body: string) =>
  utf8(`<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang</title></head><body>${body}</body></html>`)

export const htmlTable = (rows: readonly (readonly string[])[], head = 'th') =>
  `<table>${rows.map((row, index) => `<tr>${row.map((cell) => `<${index === 0 ? head : 'td'}>${escapeXml(cell)}</${index === 0 ? head : 'td'}>`).join('')}</tr>`).join('')}</table>`

export const zip = (files: Record<string, Uint8Array | string>) =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])),
  )

/** A run for each piece, so that numbers may be split. */
export const paragraph = (...runs: string[]) =>
  `<w:p>${runs.map((run) => `<w:r><w:t xml:space="preserve">${escapeXml(run)}</w:t></w:r>`).join('')}</w:p>`

export const wordTable = (rows: readonly (readonly string[])[]) =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

export function docx(body: string, parts: Record<string, string | Uint8Array> = {}): Uint8Array {
  const wrap = (root: string, content: string) =>
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${content}</w:${root}>`
  const given = Object.fromEntries(
    Object.entries(parts).map(([name, content]) => [
      name,
      typeof content === 'string' && !content.startsWith('<?xml') ? wrap('hdr', content) : content,
    ]),
  )
  return zip({'[Content_Types].xml': '<Types/>', 'word/document.xml': wrap('document', `<w:body>${body}</w:body>`), ...given})
}

export interface SheetSpec {
  name: string
  state?: 'hidden' | 'veryHidden'
  rows: readonly (readonly (string | number)[])[]
  hiddenRows?: readonly number[]
  hiddenColumns?: readonly number[]
  inline?: boolean
}

const letter = (column: number) => String.fromCharCode(65 + column)

export function xlsx(
  sheets: readonly SheetSpec[],
  more: {names?: Record<string, string>; parts?: Record<string, string | Uint8Array>} = {},
): Uint8Array {
  const strings: string[] = []
  const shared = (text: string) => {
    const at = strings.indexOf(text)
    return at >= 0 ? at : strings.push(text) - 1
  }
  const files: Record<string, string | Uint8Array> = {}
  for (const [index, sheet] of sheets.entries()) {
    const rows = sheet.rows.map((row, r) => {
      const cells = row.map((cell, c) => {
        const at = `${letter(c)}${r + 1}`
        if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
        if (cell === '') return ''
        return sheet.inline
          ? `<c r="${at}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`
          : `<c r="${at}" t="s"><v>${shared(cell)}</v></c>`
      })
      return `<row r="${r + 1}"${sheet.hiddenRows?.includes(r) ? ' hidden="1"' : ''}>${cells.join('')}</row>`
    })
    const columns = sheet.hiddenColumns?.map((c) => `<col min="${c + 1}" max="${c + 1}" hidden="1"/>`).join('') ?? ''
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols>${columns}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`
  }
  const names = Object.entries(more.names ?? {}).map(([name, value]) => `<definedName name="${name}">${escapeXml(value)}</definedName>`)
  files['xl/workbook.xml'] =
    `<?xml version="1.0"?><workbook xmlns:r="r"><sheets>${sheets.map(({name, state}, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`).join('')}</sheets><definedNames>${names.join('')}</definedNames></workbook>`
  files['xl/_rels/workbook.xml.rels'] =
    `<?xml version="1.0"?><Relationships>${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`
  files['xl/sharedStrings.xml'] = `<?xml version="1.0"?><sst>${strings.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`
  return zip({'[Content_Types].xml': '<Types/>', ...files, ...more.parts})
}

const font = join(
  createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'),
  '..',
  '400Regular',
  'Tinos_400Regular.ttf',
)

export async function pdf(draw: (document: PDFKit.PDFDocument) => void, options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const document = new PDFDocument({size: 'A4', margin: 40, ...options})
  document.font(font).fontSize(11)
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => document.on('end', resolve))
  draw(document)
  document.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

/** Rows at fixed places, as a word processor prints a table. */
export function drawRows(document: PDFKit.PDFDocument, rows: readonly (readonly string[])[], top = 80): void {
  const left = [40, 75, 230, 310, 360, 460]
  for (const [r, row] of rows.entries())
    for (const [c, cell] of row.entries()) document.text(cell, left[c] ?? 40, top + r * 18, {lineBreak: false})
}

/** A grey picture, as a scanner makes it. */
export function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const head = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    const tail = Buffer.alloc(4)
    tail.writeUInt32BE(crc(body))
    return Buffer.concat([head, body, tail])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const pixels = Buffer.alloc((width + 1) * height, 0x77)
  for (let row = 0; row < height; row++) pixels[row * (width + 1)] = 0
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}
