import {nearest} from '../lib/nearest.ts'
import type {CellValue, ReadSheet} from '../lib/sheet.ts'
import {day, type Localized} from '../model/text.ts'
import {type DossierLists, keyOf, labelsOf, listsSchema} from './lists.ts'
import {type FileProblem, placeOf, type RowReader, readRow, shown} from './read-cells.ts'
import {columnName, columnsOf, headerOf, headingsWithin} from './read-columns.ts'
import {addressRow, applicationRow, deviceRow, networkRow, type ParseRow, serviceRow} from './read-rows.ts'
import {fold} from './text.ts'
import {noteMark} from './to-sheets.ts'
import {type ListsWords, type ReadKey, readKeys, sheetColumns} from './words.ts'

/** An approved list as read from a file; a sheet that is not there is not compared. */
export interface ApprovedLists {
  /** Absent when the file does not say. */
  system?: string
  on?: string
  devices: DossierLists['devices']
  applications?: DossierLists['applications']
  services?: DossierLists['services']
  networks?: DossierLists['networks']
  addresses?: DossierLists['addresses']
}

export interface ReadLists {
  approved: ApprovedLists
  problems: FileProblem[]
  /** What the reader should know though nothing is wrong. */
  notices: Localized[]
}

/** Reads the sheets that `toSheets` writes, edited by hand or not, with headings in either language. */
export function fromSheets(sheets: readonly ReadSheet[], words: ListsWords): ReadLists {
  const problems: FileProblem[] = []
  const notices: Localized[] = []
  const found = new Map<ReadKey, ReadSheet>()
  let info: ReadSheet | undefined
  for (const sheet of sheets) {
    const key = (['info', 'unseen', ...readKeys] as const).find((candidate) => isNamed(sheet.name, words.sheets[candidate]))
    if (key === 'info') info = sheet
    else if (key === undefined) noteUnknownSheet(sheet, words, problems, notices)
    else if (key !== 'unseen' && found.has(key))
      problems.push({
        place: sheetPlace(sheet.name),
        value: '',
        message: {vi: 'trang tính này có hai lần', en: 'this sheet stands there twice'},
      })
    else if (key !== 'unseen') found.set(key, sheet)
  }
  const read = <T>(key: ReadKey, parse: ParseRow<T>): T[] | undefined => {
    const sheet = found.get(key)
    if (!sheet) {
      if (key !== 'devices') notices.push(notCompared(words.sheets[key]))
      return undefined
    }
    return rowsOf(sheet, key, words, {problems, notices}, parse)
  }
  const devices = read('devices', deviceRow())
  if (!devices)
    problems.push({
      place: sheetPlace(words.sheets.devices.vi),
      value: '',
      message: {
        vi: `không có trang tính này; tệp có: ${sheets.map(({name}) => shown(name)).join('; ') || '(trống)'}`,
        en: `there is no such sheet; the file has: ${sheets.map(({name}) => shown(name)).join('; ') || '(none)'}`,
      },
    })
  const resolve = resolverOf(devices ?? [])
  const optional = <K extends string, T>(key: K, value: T | undefined) => (value === undefined ? {} : {[key]: value}) as {[P in K]?: T}
  const approved: ApprovedLists = {
    ...headOf(info, words, problems, notices),
    devices: devices ?? [],
    ...optional('applications', read('applications', applicationRow(resolve))),
    ...optional('services', read('services', serviceRow(resolve))),
    ...optional('networks', read('networks', networkRow(notices))),
    ...optional('addresses', read('addresses', addressRow(resolve))),
  }
  return {approved, problems, notices}
}

function rowsOf<T>(
  sheet: ReadSheet,
  key: ReadKey,
  words: ListsWords,
  report: {problems: FileProblem[]; notices: Localized[]},
  parse: ParseRow<T>,
): T[] {
  const header = headerOf(sheet, key, words)
  if (header === undefined) {
    report.problems.push({
      place: sheetPlace(sheet.name),
      value: '',
      message: {
        vi: `không thấy hàng tên cột trong ${headingsWithin} hàng đầu; cần ít nhất hai tên cột như "${columnName(words, key, sheetColumns[key][0], 'vi')}"`,
        en: `there is no row of headings in the first ${headingsWithin} rows; at least two are needed, such as "${columnName(words, key, sheetColumns[key][0], 'en')}"`,
      },
    })
    return []
  }
  const columns = columnsOf(sheet, header, key, words, report)
  const reader: RowReader = {
    sheet,
    words,
    columns,
    headingOf: (column) => shown(sheet.rows[header]?.[columns.get(column)?.[0] ?? -1]) || columnName(words, key, column, 'vi'),
    problems: report.problems,
  }
  const items: T[] = []
  for (const [index, row] of sheet.rows.entries()) {
    if (index <= header || isPassedOver(row, columns)) continue
    const item = parse(readRow(reader, index))
    if (item !== undefined) items.push(item)
  }
  return items
}

/** Rows that say nothing of a list: empty ones, numbers that a person prefilled, and our line on why a list is empty. */
function isPassedOver(row: readonly CellValue[], columns: ReadonlyMap<string, readonly number[]>): boolean {
  const filled = [...columns.values()].flat().flatMap((at) => {
    const cell = row[at] ?? null
    return cell === null || String(cell).trim() === '' ? [] : [cell]
  })
  return filled.length === 0 || (filled.length === 1 && typeof filled[0] === 'string' && filled[0].startsWith(noteMark.trim()))
}

function headOf(
  info: ReadSheet | undefined,
  words: ListsWords,
  problems: FileProblem[],
  notices: Localized[],
): Pick<ApprovedLists, 'system' | 'on'> {
  if (!info) {
    notices.push({
      vi: `Tệp không có trang tính "${words.sheets.info.vi}": không biết danh sách của hệ thống nào, ngày nào`,
      en: `The file has no sheet "${words.sheets.info.en}": of which system and day it is, is not known`,
    })
    return {}
  }
  const value = (label: Localized) => {
    const index = info.rows.findIndex((row) => isNamed(shown(row[0]), label))
    return index < 0 ? undefined : {index, cell: info.rows[index]?.[1] ?? null}
  }
  const schema = value(words.info.schema)
  if (schema && shown(schema.cell) !== listsSchema)
    problems.push({
      place: placeOf(info, schema.index, 1),
      value: shown(schema.cell),
      message: {vi: `cần "${listsSchema}"`, en: `"${listsSchema}" is needed`},
    })
  const system = value(words.info.system)
  const on = value(words.info.on)
  const read = on && dayOfCell(on.cell)
  if (on && read === undefined && shown(on.cell) !== '')
    problems.push({
      place: placeOf(info, on.index, 1),
      value: shown(on.cell),
      message: {vi: 'cần một ngày, ví dụ 14/12/2026', en: 'a day is needed, such as 2026-12-14'},
    })
  return {...(system && shown(system.cell) !== '' ? {system: shown(system.cell)} : {}), ...(read === undefined ? {} : {on: read})}
}

/** A day as we write it, as ISO writes it, or as a spreadsheet keeps it. */
function dayOfCell(cell: CellValue): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.toISOString().slice(0, 10)
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(String(cell ?? '').trim()) ?? []
  const text = year === undefined ? String(cell ?? '').trim() : `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`
  return day.safeParse(text).data
}

/** From what stands in a list of machines to the key of a device of the same file; a name nobody has keeps its text. */
function resolverOf(devices: DossierLists['devices']): (label: string) => string {
  const byLabel = new Map([...labelsOf(devices)].map(([key, label]) => [fold(label), key]))
  const byName = new Map(devices.map((item) => [fold(item.name.replaceAll(';', ',')), keyOf(item)]))
  const byId = new Map(devices.flatMap((item) => (item.id === undefined ? [] : [[fold(item.id), keyOf(item)] as const])))
  return (label) => {
    const id = /\[([^[\]]+)\]$/.exec(label)?.[1]
    const known =
      byLabel.get(fold(label)) ?? (id === undefined ? undefined : byId.get(fold(id))) ?? byName.get(fold(label)) ?? byId.get(fold(label))
    return known ?? `name:${fold(label)}`
  }
}

function noteUnknownSheet(sheet: ReadSheet, words: ListsWords, problems: FileProblem[], notices: Localized[]): void {
  const names = readKeys.flatMap((key) => [words.sheets[key].vi, words.sheets[key].en])
  const close = nearest(fold(sheet.name), names.map(fold))
  const key = readKeys.find((candidate) => headerOf(sheet, candidate, words) !== undefined)
  if (key !== undefined && close !== undefined)
    problems.push({
      place: sheetPlace(sheet.name),
      value: '',
      message: {
        vi: `không có trang tính tên này; có phải ý bạn là "${words.sheets[key].vi}"?`,
        en: `there is no sheet of this name; did you mean "${words.sheets[key].en}"?`,
      },
    })
  else notices.push({vi: `Bỏ qua trang tính "${shown(sheet.name)}"`, en: `Sheet "${shown(sheet.name)}" was passed over`})
}

function notCompared(name: Localized): Localized {
  return {
    vi: `Tệp không có trang tính "${name.vi}": phần này không được so sánh`,
    en: `The file has no sheet "${name.en}": this part is not compared`,
  }
}

function sheetPlace(name: string): Localized {
  return {vi: `trang tính "${shown(name)}"`, en: `sheet "${shown(name)}"`}
}

function isNamed(written: string, name: Localized): boolean {
  return fold(written) === fold(name.vi) || fold(written) === fold(name.en)
}
