import {access} from 'node:fs/promises'
import {UserError} from '../lib/user-error.ts'
import {writeSafely} from '../store/write-safely.ts'

/** Writes an exported file whole or not at all, and never over another one unless asked to. */
export async function writeOutput(path: string, bytes: Uint8Array, force: boolean): Promise<void> {
  if (!force && (await exists(path)))
    throw new UserError({
      code: 'file-exists',
      what: {vi: 'Tệp này đã có', en: 'This file exists already'},
      where: path,
      next: {vi: 'Chọn tên khác, hoặc thêm --force để ghi đè.', en: 'Choose another name, or add --force to overwrite it.'},
    })
  await writeSafely(path, bytes)
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}
