import {readWorkbook} from '../../lib/read-workbook.ts'
import type {ReadSheet} from '../../lib/sheet.ts'
import type {Localized} from '../../model/text.ts'
import type {Source} from '../importer.ts'

const maxBytes = 32 * 1024 * 1024

export interface ReadXlsx {
  sheets: ReadSheet[]
  formulas: number
  problem: Localized | undefined
}

/** The sheets of a workbook, bounded in size before and after unpacking; the reason where it cannot be read. */
export async function readXlsx(source: Source, limits: {rows: number; columns: number}): Promise<ReadXlsx> {
  if (source.sizeBytes > maxBytes) return refused({vi: 'Tệp XLSX lớn hơn 32 MB', en: 'The XLSX file is larger than 32 MB'})
  const pieces: Uint8Array[] = []
  for await (const piece of source.open()) pieces.push(piece)
  try {
    const {sheets, formulas} = await readWorkbook(Buffer.concat(pieces), {sheets: 50, ...limits}, refusal)
    return {sheets, formulas: formulas.length, problem: undefined}
  } catch (error) {
    if (isRefusal(error)) return refused(error.why)
    throw error
  }
}

function refused(problem: Localized): ReadXlsx {
  return {sheets: [], formulas: 0, problem}
}

/** Carries the reason past the reader of workbooks. */
function refusal(why: Localized): Error {
  return Object.assign(new Error(why.en), {why})
}

function isRefusal(error: unknown): error is Error & {why: Localized} {
  return error instanceof Error && 'why' in error
}
