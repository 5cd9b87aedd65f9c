import {readFileSync, statSync} from 'node:fs'
import {UserError} from '../lib/user-error.ts'

const maxFileBytes = 20 * 1024 * 1024

/** A file that a person names after an option: at most 20 MB, refused in words. */
export function readUserFile(path: string): Buffer {
  try {
    const {size} = statSync(path)
    if (size > maxFileBytes) throw tooLarge(path, size)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof UserError) throw error
    const {code} = error as NodeJS.ErrnoException
    throw new UserError({
      code: 'no-file',
      what: {vi: `Không đọc được tệp: ${code}`, en: `The file cannot be read: ${code}`},
      where: path,
      next: {vi: 'Kiểm tra đường dẫn.', en: 'Check the path.'},
    })
  }
}

function tooLarge(path: string, size: number): UserError {
  return new UserError({
    code: 'too-large',
    what: {vi: `Tệp lớn ${size} byte, quá mức ${maxFileBytes}`, en: `The file has ${size} bytes, more than ${maxFileBytes}`},
    where: path,
    next: {vi: 'Chia tệp thành nhiều phần rồi chạy từng phần.', en: 'Cut the file into parts and run them one by one.'},
  })
}
