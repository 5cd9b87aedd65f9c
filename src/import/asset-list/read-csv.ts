import {parseCsv} from 'hucre/csv'
import type {ReadSheet} from '../../lib/sheet.ts'
import type {Localized} from '../../model/text.ts'
import type {Source} from '../importer.ts'
import {readText} from '../text.ts'

const oldEncoding = 'windows-1258'
const maxChars = 32 * 1024 * 1024

/**
 * A CSV file as a sheet. Bytes that are no UTF-8 are those of an old Vietnamese Windows. Formulas are text: what begins with
 * "=" stays as it is written and is evaluated by nobody here.
 */
export async function readCsv(source: Source, maxRows: number): Promise<{sheet: ReadSheet; incomplete: Localized | undefined}> {
  let text = await textOf(source, readText(source))
  if (text.includes('\ufffd')) text = await textOf(source, decodeOld(source))
  const separator = /^sep=(.)\r?\n/.exec(text)
  const rows = parseCsv(separator ? text.slice(separator[0].length) : text, {
    maxRows: maxRows + 1,
    ...(separator?.[1] === undefined ? {} : {delimiter: separator[1]}),
  })
  return {sheet: {name: 'CSV', rows: rows.slice(0, maxRows)}, incomplete: problemOf(text, rows.length > maxRows, maxRows)}
}

async function textOf(source: Source, pieces: AsyncIterable<string>): Promise<string> {
  if (source.sizeBytes > maxChars * 2) return ''
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length > maxChars) break
  }
  return text.slice(0, maxChars)
}

/** The code page of Vietnamese Windows before Unicode. */
export function decodeOldText(bytes: Uint8Array): string {
  return new TextDecoder(oldEncoding).decode(bytes)
}

async function* decodeOld(source: Source): AsyncGenerator<string> {
  const decoder = new TextDecoder(oldEncoding)
  for await (const bytes of source.open()) yield decoder.decode(bytes, {stream: true})
}

function problemOf(text: string, isLong: boolean, maxRows: number): Localized | undefined {
  if (text === '' || text.length >= maxChars) return {vi: 'Tệp CSV lớn quá 32 MB', en: 'The CSV file is larger than 32 MB'}
  if (isLong) return {vi: `Danh sách có quá ${maxRows} dòng`, en: `The list has more than ${maxRows} rows`}
  // One quotation mark too many makes one cell of everything behind it.
  let quotes = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++
  if (quotes % 2 === 0) return undefined
  return {
    vi: 'Một dấu ngoặc kép không được đóng: tệp CSV bị cắt hoặc hỏng',
    en: 'A quotation mark is not closed: the CSV file is cut or damaged',
  }
}
