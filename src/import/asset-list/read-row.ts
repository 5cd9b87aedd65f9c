import {longestPhrase, plainWords} from '../../lib/plain-words.ts'
import {present} from '../../lib/present.ts'
import type {CellValue} from '../../lib/sheet.ts'
import type {AssetField} from '../../model/import-columns.ts'
import type {Localized} from '../../model/text.ts'
import type {DeviceFields} from '../importer.ts'
import type {MappedColumns} from './map-columns.ts'
import {readMoney, readWords, readYear} from './values.ts'
import type {AssetWords} from './words.ts'

type Row = readonly CellValue[]

/** A device of the list, or why the row is none; undefined for an empty row. */
export function readRow(row: Row, columns: MappedColumns, words: AssetWords): DeviceFields | {reason: Localized} | undefined {
  const cell = (field: AssetField): CellValue | undefined => row[columns.fields.get(field) ?? -1]
  const text = (field: AssetField, max?: number) => readWords(cell(field), max)
  if (row.every((value) => readWords(value) === undefined && !(value instanceof Date))) return undefined
  if (isNumbering(row)) return {reason: numbering}
  const name = text('name')
  if (name !== undefined && isTotal(name, words)) return {reason: total}
  const [serial, assetTag, model] = [text('serial'), text('assetTag'), text('model')]
  if (name === undefined && serial === undefined && assetTag === undefined) return {reason: nameless}
  const kind = kindOf([name, text('kind'), model], words) ?? columns.kind
  if (kind === undefined) return {reason: noDevice}
  const status = longestPhrase(text('status') ?? '', words.statuses)
  const quantity = Number(text('quantity'))
  const year = readYear(cell('purchasedOn'))
  const mac = text('mac', 50)
  const address = text('address', 60)
  return {
    name: name ?? assetTag ?? serial ?? '',
    kind,
    macs: mac === undefined ? [] : [mac],
    addresses: address === undefined ? [] : [address],
    ...present({
      serial,
      assetTag,
      model,
      status,
      maker: text('maker'),
      unit: text('unit'),
      place: text('place'),
      userRole: text('userRole'),
      purchasedYear: year,
      price: readMoney(cell('price'), columns.moneyUnit),
      note: quantity > 1 ? `Sổ tài sản ghi số lượng ${quantity}` : undefined,
    }),
  }
}

/** The first text that says what the device is; one that names a thing beside devices (a desk) settles that it is none. */
function kindOf(texts: readonly (string | undefined)[], words: AssetWords): DeviceFields['kind'] | undefined {
  for (const text of texts) {
    if (text === undefined) continue
    const found = longestPhrase(
      text,
      words.kinds.map(({words: phrase, means}) => ({words: phrase, means: {kind: means}})),
    )
    if (found) return found.kind
  }
  return undefined
}

/** "A, B, 1, 2, 3" below the headings of official forms. */
function isNumbering(row: Row): boolean {
  const texts = row.map((value) => readWords(value)).filter((text) => text !== undefined)
  return texts.length > 2 && texts.every((text) => /^(?:[A-Z]|\d{1,2}|\(\d{1,2}\)|\d{1,2}=.*)$/.test(text))
}

function isTotal(name: string, {totals}: Pick<AssetWords, 'totals'>): boolean {
  const plain = plainWords(name)
  // One word alone may begin the name of a device.
  return totals.some((words) => plain === words || (words.includes(' ') && plain.startsWith(`${words} `)))
}

const numbering = {vi: 'Dòng đánh số cột', en: 'Rows that number the columns'}
const total = {vi: 'Dòng cộng', en: 'Rows of totals'}
const nameless = {vi: 'Dòng không có tên, mã tài sản hay số sê-ri', en: 'Rows without name, asset number or serial number'}
const noDevice = {
  vi: 'Không nhận ra là thiết bị công nghệ thông tin (bàn ghế, xe, điều hòa, nhóm tài sản)',
  en: 'Rows that name no IT device (furniture, cars, air conditioners, groups of assets)',
}
