import {stringify} from 'yaml'
import {ContentError} from '../content/problem.ts'
import {validateFile} from '../content/validate.ts'
import {parseYaml} from '../content/yaml-file.ts'
import {fromSheets, type ReadLists} from '../dossier-lists/from-sheets.ts'
import {type DossierLists, dossierLists} from '../dossier-lists/lists.ts'
import type {FileProblem} from '../dossier-lists/read-cells.ts'
import type {ListsWords} from '../dossier-lists/words.ts'
import {UserError} from '../lib/user-error.ts'
import {readBounded, readListsWorkbook, unreadable} from './lists-workbook.ts'

/** More would take a minute to parse; a workbook of the same lists is read at once. */
const maxYamlBytes = 16 * 1024 * 1024
const maxShown = 50

/** The lists as YAML: a machine's document, without headings. Equal lists give equal bytes. */
export function writeListsYaml(lists: DossierLists): Uint8Array {
  const bytes = Buffer.from(stringify(lists, {aliasDuplicateObjects: false, lineWidth: 0}), 'utf8')
  if (bytes.length <= maxYamlBytes) return bytes
  throw new UserError({
    code: 'too-large',
    what: {vi: 'Danh sách quá lớn để ghi dạng YAML', en: 'The lists are too large for YAML'},
    where: '--out',
    next: {vi: 'Ghi dạng .xlsx.', en: 'Write them as .xlsx.'},
  })
}

/** Reads an approved list, a workbook or YAML, told apart by what is in it; every problem is told with its place. */
export async function readListsFile(path: string, words: ListsWords): Promise<ReadLists> {
  const bytes = await readBounded(path)
  if (bytes.length === 0) throw unreadable(path, {vi: 'tệp rỗng', en: 'the file is empty'})
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    const {sheets, notices} = await readListsWorkbook(bytes, path)
    const read = fromSheets(sheets, words)
    if (read.problems.length > 0) throw refused(path, read.problems)
    return {...read, notices: [...notices, ...read.notices]}
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw unreadable(path, {vi: 'đây là tệp .xls kiểu cũ hoặc tệp có mật khẩu', en: 'this is an old .xls file, or one with a password'})
  return {approved: fromYaml(bytes, path), problems: [], notices: []}
}

function fromYaml(bytes: Uint8Array, path: string): ReadLists['approved'] {
  if (bytes.length > maxYamlBytes) throw unreadable(path, {vi: 'tệp YAML lớn hơn 16 MB', en: 'the YAML file is larger than 16 MB'})
  let text: string
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (error) {
    throw unreadable(path, {vi: 'không phải tệp XLSX, cũng không phải văn bản UTF-8', en: 'it is neither XLSX nor UTF-8 text'}, error)
  }
  try {
    const {system, ...lists} = validateFile(parseYaml(text, path), dossierLists)
    return {...lists, system: system.id}
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    throw refused(
      path,
      error.problems.map(({line, column, message}) => ({
        place: {vi: `dòng ${line}, cột ${column}`, en: `line ${line}, column ${column}`},
        value: '',
        message,
      })),
    )
  }
}

function refused(path: string, problems: readonly FileProblem[]): UserError {
  const more = problems.length - maxShown
  const list = (language: 'vi' | 'en') =>
    problems
      .slice(0, maxShown)
      .map(({place, value, message}) => `\n  ${place[language]}${value === '' ? '' : `, "${value}"`}: ${message[language]}`)
      .join('')
  return new UserError({
    code: 'bad-list',
    what: {
      vi: `Tệp danh sách có ${problems.length} lỗi:${list('vi')}${more > 0 ? `\n  … và ${more} lỗi nữa` : ''}`,
      en: `The file of lists has ${problems.length} problems:${list('en')}${more > 0 ? `\n  … and ${more} more` : ''}`,
    },
    where: path,
    next: {vi: 'Sửa các chỗ đã nêu rồi chạy lại.', en: 'Correct the places named and run again.'},
  })
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}
