import {open} from 'node:fs/promises'
import {UserError} from './user-error.ts'

const maxBytes = 64 * 1024 * 1024

/** Reads a JSON file given by a user, up to a size; every failure says what, where and what next. */
export async function readJsonFile(path: string): Promise<unknown> {
  let text: string
  try {
    const file = await open(path, 'r')
    try {
      const info = await file.stat()
      if (info.isDirectory()) throw Object.assign(new Error('is a folder'), {code: 'EISDIR'})
      if (info.size > maxBytes)
        throw new UserError({
          code: 'too-large',
          what: {vi: `Tệp quá lớn (${info.size} byte)`, en: `The file is too large (${info.size} bytes)`},
          where: path,
          next: {vi: 'Chọn đúng tệp dữ liệu của một máy.', en: 'Choose the file of one machine.'},
        })
      text = new TextDecoder('utf-8', {fatal: true}).decode(await file.readFile())
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name
    throw new UserError(
      {
        code: 'not-readable',
        what: {vi: `Không đọc được tệp (${code})`, en: `The file cannot be read (${code})`},
        where: path,
        next: {
          vi: 'Kiểm tra đường dẫn và quyền đọc; tệp phải là văn bản UTF-8.',
          en: 'Check the path and the rights; the file must be UTF-8 text.',
        },
      },
      error,
    )
  }
  if (text.trim() === '')
    throw new UserError({
      code: 'empty-file',
      what: {vi: 'Tệp rỗng', en: 'The file is empty'},
      where: path,
      next: {vi: 'Thu thập lại bằng "stp-sec collect --json".', en: 'Collect again with "stp-sec collect --json".'},
    })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UserError(
      {
        code: 'broken-json',
        what: {vi: `Tệp không phải JSON hợp lệ: ${(error as Error).message}`, en: `The file is no valid JSON: ${(error as Error).message}`},
        where: path,
        next: {
          vi: 'Lấy lại tệp từ máy gốc; tệp có thể bị cắt khi chép.',
          en: 'Take the file from its machine again; it may have been cut while copied.',
        },
      },
      error,
    )
  }
}
