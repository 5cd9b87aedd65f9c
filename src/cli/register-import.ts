import {open} from 'node:fs/promises'
import {nearest} from '../lib/nearest.ts'
import type {ReadSheet} from '../lib/sheet.ts'
import {UserError} from '../lib/user-error.ts'
import {type EntryKind, entryKinds, type RegisterWords} from '../model/register-words.ts'
import type {Localized} from '../model/text.ts'
import {kinds} from '../register/kinds.ts'
import type {Incoming} from '../register/merge.ts'
import {type FileProblem, fromTable} from '../register/tables.ts'

const maxBytes = 32 * 1024 * 1024

/** What a file brings, before it is compared with the register. */
export interface ImportFile {
  format: 'xlsx' | 'yaml'
  incoming: Incoming[]
  problems: FileProblem[]
  /** What the reader should know though nothing is wrong. */
  notices: Localized[]
}

/** Reads a workbook or a YAML file, told apart by what is in it. */
export async function readImportFile(path: string, words: RegisterWords): Promise<ImportFile> {
  const bytes = await readBounded(path)
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return fromWorkbook(bytes, path, words)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw unreadable(path, {vi: 'Đây là tệp .xls kiểu cũ hoặc tệp có mật khẩu', en: 'This is an old .xls file, or one with a password'})
  const {readYamlEntries} = await import('./register-yaml.ts')
  return {format: 'yaml', incoming: readYamlEntries(bytes, path), problems: [], notices: []}
}

async function fromWorkbook(bytes: Uint8Array, path: string, words: RegisterWords): Promise<ImportFile> {
  const {choicesSheet, readRegisterWorkbook} = await import('./register-workbook.ts')
  const {sheets, formulas} = await readRegisterWorkbook(bytes, path)
  const file: ImportFile = {format: 'xlsx', incoming: [], problems: [], notices: []}
  const taken = new Set<EntryKind>()
  for (const sheet of sheets) {
    const kind = kindOfSheet(sheet.name, words)
    if (kind !== undefined && !taken.has(kind)) {
      taken.add(kind)
      const {incoming, problems} = fromTable(kind, sheet, words)
      file.incoming.push(...incoming)
      file.problems.push(...problems)
    } else if (holdsEntries(sheet)) file.problems.push(unknownSheet(sheet.name, words))
    else if (![choicesSheet.vi, choicesSheet.en].some((name) => isSame(name, sheet.name)))
      file.notices.push({vi: `Bỏ qua trang tính "${sheet.name}"`, en: `Sheet "${sheet.name}" was passed over`})
  }
  if (taken.size === 0 && file.problems.length === 0)
    throw unreadable(path, {vi: 'Không có trang tính nào của hồ sơ', en: 'There is no sheet of the register in it'})
  if (formulas.length > 0) file.notices.push(aboutFormulas(formulas))
  return file
}

function aboutFormulas(formulas: readonly string[]): Localized {
  const list = `${formulas.slice(0, 10).join(', ')}${formulas.length > 10 ? ', …' : ''}`
  return {
    vi: `${formulas.length} ô có công thức, không tính lại, chỉ lấy giá trị đã lưu trong tệp: ${list}`,
    en: `${formulas.length} cells hold formulas, which are not evaluated; the value stored in the file was taken: ${list}`,
  }
}

function kindOfSheet(name: string, words: RegisterWords): EntryKind | undefined {
  return entryKinds.find((kind) =>
    [words.kinds[kind].sheet.vi, words.kinds[kind].sheet.en, kinds[kind].collection].some((known) => isSame(known, name)),
  )
}

function isSame(a: string, b: string): boolean {
  return a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase()
}

function holdsEntries(sheet: ReadSheet): boolean {
  return sheet.rows.slice(0, 10).some((row) => row.includes('id'))
}

function unknownSheet(name: string, words: RegisterWords): FileProblem {
  const valid = entryKinds.map((kind) => words.kinds[kind].sheet.vi)
  const close = nearest(name, valid)
  return {
    place: {vi: `trang tính "${name}"`, en: `sheet "${name}"`},
    value: '',
    message: {
      vi: close
        ? `tên không hợp lệ hoặc có hai lần; có phải ý bạn là "${close}"?`
        : `tên không hợp lệ hoặc có hai lần; dùng một trong: ${valid.join('; ')}`,
      en: close
        ? `the name is not known or stands twice; did you mean "${close}"?`
        : `the name is not known or stands twice; use one of: ${valid.join('; ')}`,
    },
  }
}

async function readBounded(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, {vi: 'Không đọc được tệp này', en: 'This file cannot be read'}, error)
  })
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw unreadable(path, {vi: 'Đây không phải một tệp thường', en: 'This is no regular file'})
    if (stats.size > maxBytes) throw unreadable(path, {vi: 'Tệp lớn hơn 32 MB', en: 'The file is larger than 32 MB'})
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

function unreadable(path: string, what: Localized, cause?: unknown): UserError {
  return new UserError(
    {
      code: 'bad-import-file',
      what,
      where: path,
      next: {
        vi: 'Chọn tệp .xlsx hoặc .yaml đã xuất bằng "stp-sec register export".',
        en: 'Name an .xlsx or .yaml file made with "stp-sec register export".',
      },
    },
    cause,
  )
}
