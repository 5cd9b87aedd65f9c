import {printable} from './printable.ts'
import {refuse} from './refuse.ts'

/** Our formats need six levels; a file that nests deeper was not made by the source it names. */
const maxDepth = 20

/** Text of a file of anybody: UTF-8, without the mark that Windows Notepad writes. */
export function readText(bytes: Uint8Array, where: string): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (error) {
    throw refuse('not-utf8', where, {vi: 'Tệp không phải văn bản UTF-8', en: 'The file is not UTF-8 text'}, undefined, error)
  }
  if (text.trim() === '') throw refuse('empty-file', where, {vi: 'Tệp rỗng', en: 'The file is empty'})
  return text
}

/** Parses JSON after counting how deep it nests. */
export function readJson(text: string, where: string): unknown {
  if (depthOf(text) > maxDepth)
    throw refuse('too-deep', where, {vi: `Tệp lồng nhau quá ${maxDepth} tầng`, en: `The file nests deeper than ${maxDepth}`})
  try {
    return JSON.parse(text)
  } catch (error) {
    // The message of the parser shows a piece of the file.
    const detail = printable((error as Error).message).slice(0, 200)
    throw refuse(
      'broken-json',
      where,
      {vi: `Tệp không phải JSON hợp lệ: ${detail}`, en: `The file is no valid JSON: ${detail}`},
      {
        vi: 'Tệp có thể bị cắt khi tải hoặc khi chép; tải lại từ nguồn.',
        en: 'It may have been cut on its way; get it from its source again.',
      },
      error,
    )
  }
}

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 0x5c) index++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x7d || code === 0x5d) depth--
  }
  return deepest
}
