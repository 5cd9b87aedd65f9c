import {detectFormat} from './detect-format.ts'
import type {ReadBudget} from './read-budget.ts'
import {readDocx} from './read-docx.ts'
import {type HtmlLink, readHtml} from './read-html.ts'
import {readJson} from './read-json.ts'
import {readOdf} from './read-odf.ts'
import {readAnyXml, readSpreadsheetMl} from './read-spreadsheetml.ts'
import {readText} from './read-text.ts'
import {readOle} from './read-xls.ts'
import {readXlsx} from './read-xlsx.ts'
import {type DocumentFormat, ReadRefusal, type RowSink, type Where} from './types.ts'
import {readZipDirectory, unpackEntry} from './zip-archive.ts'

export interface ReadOptions {
  charset?: string | undefined
  onLink?: (link: HtmlLink) => void
  onBase?: (href: string) => void
}

interface Inside {
  where: Where
  /** 0: the file itself; 1: a file in an archive or in an office file. */
  depth: number
}

/**
 * Turns the bytes of a file into rows of text with their places. Never throws for what a file holds: what could not be read is in
 * `budget.notRead`, and rows given before stay given.
 */
export async function readDocument(
  bytes: Uint8Array,
  budget: ReadBudget,
  sink: RowSink,
  options: ReadOptions = {},
): Promise<DocumentFormat> {
  let format: DocumentFormat = 'binary'
  try {
    format = await readAny(bytes, budget, sink, options, {where: {}, depth: 0}, (found) => (format = found))
  } catch (error) {
    budget.skip(error instanceof ReadRefusal ? error.reason : error instanceof RangeError ? 'parser-failed' : 'damaged')
  }
  return format
}

async function readAny(
  bytes: Uint8Array,
  budget: ReadBudget,
  sink: RowSink,
  options: ReadOptions,
  inside: Inside,
  found: (format: DocumentFormat) => void,
): Promise<DocumentFormat> {
  const {where, depth} = inside
  const detected = detectFormat(bytes)
  if (detected === 'office-zip') return readZip(bytes, budget, sink, options, inside, found)
  found(detected)
  switch (detected) {
    case 'pdf': {
      const {readPdf} = await import('./read-pdf.ts')
      await readPdf(bytes, budget, sink, where)
      return detected
    }
    case 'ole': {
      const kind = readOle(bytes, budget, sink, where)
      found(kind)
      return kind
    }
    case 'html':
      readHtml(bytes, budget, sink, where, depth === 0 ? options : {})
      return detected
    case 'spreadsheetml':
      readSpreadsheetMl(bytes, budget, sink, where)
      return detected
    case 'xml':
      readAnyXml(bytes, budget, sink, where)
      return detected
    case 'json':
      readJson(bytes, budget, sink, where)
      return detected
    case 'csv':
    case 'text':
      readText(bytes, budget, sink, where, {separated: detected === 'csv', charset: options.charset})
      return detected
    case 'empty':
      return detected
    case 'image':
      budget.skip('image-only', where)
      return detected
    default:
      budget.skip('format', where)
      return detected
  }
}

async function readZip(
  bytes: Uint8Array,
  budget: ReadBudget,
  sink: RowSink,
  options: ReadOptions,
  {where, depth}: Inside,
  found: (format: DocumentFormat) => void,
): Promise<DocumentFormat> {
  const {entries, more} = readZipDirectory(bytes, budget.limits.officeParts)
  const names = new Set(entries.map((entry) => entry.name.replaceAll('\\', '/')))
  const mimetype = entries.find((entry) => entry.name === 'mimetype')
  const later: {bytes: Uint8Array; where: Where}[] = []
  const embedded = (inner: Uint8Array, at: Where) => {
    if (depth > 0) budget.skip('archive-in-archive', at)
    else if (later.length >= budget.limits.zipEntries) budget.skip('too-many-parts', at)
    else later.push({bytes: inner, where: at})
  }
  const readLater = async () => {
    for (const {bytes: inner, where: at} of later) await readInner(inner, at)
  }
  async function readInner(inner: Uint8Array, at: Where): Promise<void> {
    try {
      await readAny(inner, budget, sink, options, {where: at, depth: depth + 1}, () => undefined)
    } catch (error) {
      const reason = error instanceof ReadRefusal ? error.reason : 'damaged'
      if (reason === 'too-slow' || reason === 'inflated-too-big') throw error
      budget.skip(reason, at)
    }
  }
  const is = (format: DocumentFormat): DocumentFormat => {
    found(format)
    return format
  }
  if (
    names.has('word/document.xml') ||
    (names.has('[Content_Types].xml') && [...names].some((name) => /^word\/document\d*\.xml$/.test(name)))
  ) {
    is('docx')
    readDocx(bytes, budget, sink, where, embedded)
    await readLater()
    return 'docx'
  }
  if (names.has('xl/workbook.xml')) {
    is('xlsx')
    readXlsx(bytes, budget, sink, where, embedded)
    await readLater()
    return 'xlsx'
  }
  if (names.has('xl/workbook.bin') || names.has('ppt/presentation.xml')) {
    budget.skip('format', where)
    return is(names.has('xl/workbook.bin') ? 'xlsb' : 'pptx')
  }
  if (mimetype) {
    const type = Buffer.from(unpackEntry(bytes, mimetype, budget))
      .toString('latin1')
      .slice(0, 100)
    if (type.includes('opendocument')) {
      const format = is(type.includes('spreadsheet') ? 'ods' : 'odt')
      readOdf(bytes, budget, sink, where)
      return format
    }
  }
  found('zip')
  if (depth > 0) {
    budget.skip('archive-in-archive', where)
    return 'zip'
  }
  const taken = entries.slice(0, budget.limits.zipEntries)
  if (entries.length + more > taken.length) budget.skip('too-many-parts', where, entries.length + more - taken.length)
  for (const entry of taken) {
    const at: Where = {...where, part: entry.name.slice(-120)}
    sink({where: {place: 'file-name'}, cells: [fileNameText(entry.name)]})
    try {
      await readInner(unpackEntry(bytes, entry, budget), at)
    } catch (error) {
      const reason = error instanceof ReadRefusal ? error.reason : 'damaged'
      if (reason === 'too-slow' || reason === 'inflated-too-big') throw error
      budget.skip(reason, at)
    }
  }
  return 'zip'
}

/** A file name as text: without its ending, words apart. */
export function fileNameText(name: string): string {
  return name
    .slice(-400)
    .replace(/\.\w{1,5}$/, '')
    .replace(/[_/\\]+/g, ' ')
}
