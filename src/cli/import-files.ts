import type {ImportedTarget, Importer, ImportOutcome, Source} from '../import/importer.ts'
import {recognise} from '../import/importers.ts'
import {openSource} from '../import/open-source.ts'
import {findResultFolders, openResultFolder} from '../import/windows-folder/open-folder.ts'
import {isUserFacing, UserError, type UserFacing} from '../lib/user-error.ts'
import type {Localized} from '../model/text.ts'

/** What became of one file. */
export interface FileReport extends ImportOutcome {
  file: string
  /** Undefined when the file could not be opened or is of no known format. */
  format: string | undefined
  /** Why nothing, or not everything, was taken from it. */
  failure?: UserFacing
}

/** What is done with files and targets as they come. */
export interface Receiver {
  /** Before the first target of a file that can be read. */
  begin(file: string, format: string): Promise<void>
  take(target: ImportedTarget): Promise<void> | void
  /** `source` is undefined for a file that could not be read at all. */
  end(report: FileReport, source: Source | undefined): Promise<void>
}

/** Imports files one after the other; one that fails does not keep the others from being imported. */
export async function importFiles(
  paths: readonly string[],
  importers: readonly Importer[],
  receiver: Receiver,
  signal: AbortSignal,
): Promise<FileReport[]> {
  const reports: FileReport[] = []
  for (const path of paths) {
    // A stick holds one folder a PC.
    const {isFolder, found, unread} = await findResultFolders(path)
    if (isFolder && found.length === 0 && unread.length === 0) unread.push(noResults(path))
    for (const failure of unread) reports.push(await fail(failure.where, failure, receiver))
    for (const place of isFolder ? found : [path]) {
      signal.throwIfAborted()
      reports.push(await importFile(place, isFolder, importers, receiver, signal))
    }
  }
  return reports
}

async function importFile(
  path: string,
  isFolder: boolean,
  importers: readonly Importer[],
  receiver: Receiver,
  signal: AbortSignal,
): Promise<FileReport> {
  const opened = await openKnown(path, isFolder, importers)
  if ('failure' in opened) return fail(path, opened.failure, receiver)
  const {source, importer} = opened
  await receiver.begin(path, importer.format)
  const report = await readOne(source, importer, receiver, signal)
  await receiver.end(report, source)
  return report
}

async function fail(file: string, failure: UserFacing, receiver: Receiver): Promise<FileReport> {
  const report = {file, format: undefined, read: 0, mapped: 0, dropped: [], failure}
  await receiver.end(report, undefined)
  return report
}

async function readOne(source: Source, importer: Importer, receiver: Receiver, signal: AbortSignal): Promise<FileReport> {
  const base = {file: source.name, format: importer.format}
  let taken = 0
  try {
    const outcome = await importer.read(source, (target) => {
      signal.throwIfAborted()
      taken++
      return receiver.take(target)
    })
    return outcome.mapped > 0 ? {...base, ...outcome} : {...base, ...outcome, failure: nothingMapped(source.name, importer, outcome)}
  } catch (error) {
    // The store may refuse, the disk may be full: what was handed on before stays.
    if (!isUserFacing(error)) throw error
    return {...base, read: taken, mapped: taken, dropped: [], failure: error}
  }
}

async function openKnown(
  path: string,
  isFolder: boolean,
  importers: readonly Importer[],
): Promise<{source: Source; importer: Importer} | {failure: UserFacing}> {
  try {
    const source = isFolder ? await openResultFolder(path) : await openSource(path)
    const importer = recognise(source, importers)
    return importer ? {source, importer} : {failure: unknownFormat(path, importers)}
  } catch (error) {
    if (isUserFacing(error)) return {failure: error}
    throw error
  }
}

function noResults(path: string): UserError {
  return new UserError({
    code: 'no-results-in-folder',
    what: {vi: 'Thư mục không có kết quả nào của collect.cmd', en: 'The folder holds no results of collect.cmd'},
    where: path,
    next: {
      vi: 'Chỉ đúng thư mục "ket-qua" mà collect.cmd đã ghi trên USB; tệp của công cụ khác thì nhập từng tệp.',
      en: 'Name the folder "ket-qua" that collect.cmd wrote on the stick; import files of other tools one by one.',
    },
  })
}

function unknownFormat(path: string, importers: readonly Importer[]): UserError {
  const list = (language: keyof Localized) => importers.map(({title}) => title[language]).join('; ')
  return new UserError({
    code: 'unknown-format',
    what: {vi: 'Không nhận ra định dạng của tệp', en: 'The format of the file is not known'},
    where: path,
    next: {vi: `Các định dạng đọc được: ${list('vi')}.`, en: `Formats that are read: ${list('en')}.`},
  })
}

function nothingMapped(path: string, {title, whenNothing}: Importer, {read, incomplete}: ImportOutcome): UserError {
  const vi = `Tệp là ${title.vi} nhưng không có thiết bị nào nhận được (đã đọc ${read} bản ghi)`
  const en = `The file is a ${title.en} but no device could be taken from it (${read} records read)`
  return new UserError({
    code: 'nothing-mapped',
    what: incomplete ? {vi: `${vi}. ${incomplete.vi}`, en: `${en}. ${incomplete.en}`} : {vi, en},
    where: path,
    next: whenNothing ?? {
      vi: 'Kiểm tra phạm vi và tham số khi chạy công cụ đã tạo tệp, chạy lại rồi nhập lại.',
      en: 'Check the range and the options the tool was run with, run it again and import anew.',
    },
  })
}
