import type {AssetField} from '../../model/import-columns.ts'
import type {Localized} from '../../model/text.ts'
import {type MappedColumns, nameColumn} from './map-columns.ts'

const names: Record<AssetField, Localized> = {
  name: {vi: 'tên thiết bị', en: 'name'},
  assetTag: {vi: 'mã tài sản', en: 'asset number'},
  serial: {vi: 'số sê-ri', en: 'serial number'},
  kind: {vi: 'loại', en: 'kind'},
  maker: {vi: 'hãng', en: 'maker'},
  model: {vi: 'kiểu máy', en: 'model'},
  unit: {vi: 'phòng, đơn vị', en: 'unit'},
  place: {vi: 'vị trí', en: 'place'},
  userRole: {vi: 'chức danh người sử dụng', en: 'role of the user'},
  purchasedOn: {vi: 'năm đưa vào sử dụng', en: 'year of purchase'},
  price: {vi: 'nguyên giá', en: 'price'},
  quantity: {vi: 'số lượng', en: 'quantity'},
  status: {vi: 'tình trạng', en: 'state'},
  mac: {vi: 'địa chỉ MAC', en: 'MAC address'},
  address: {vi: 'địa chỉ IP', en: 'IP address'},
}

/** How the columns were understood, so that a person can object. */
export function aboutColumns(sheet: string, {headings, moneyUnit}: MappedColumns): Localized[] {
  const used = headings.flatMap((heading) => (heading.means in names ? [{heading, name: names[heading.means as AssetField]}] : []))
  const list = (language: keyof Localized) => used.map(({heading, name}) => `${nameColumn(heading)} = ${name[language]}`).join('; ')
  const shown = sheet.slice(0, 40)
  const notes: Localized[] = [{vi: `Cột của "${shown}": ${list('vi')}`, en: `Columns of "${shown}": ${list('en')}`}]
  const of = (means: string) =>
    headings
      .filter((heading) => heading.means === means)
      .map(nameColumn)
      .join(', ')
  if (of('unknown') !== '')
    notes.push({vi: `Cột không rõ nghĩa, không dùng: ${of('unknown')}`, en: `Columns of unknown meaning, not used: ${of('unknown')}`})
  if (of('personal') !== '')
    notes.push({vi: `Cột có tên người, không lưu: ${of('personal')}`, en: `Columns with names of people, not kept: ${of('personal')}`})
  if (of('repeated') !== '')
    notes.push({
      vi: `Cột trùng nghĩa với cột trước, không dùng: ${of('repeated')}`,
      en: `Columns that repeat an earlier one: ${of('repeated')}`,
    })
  if (moneyUnit > 1) notes.push({vi: `Số tiền trong tệp tính bằng ${moneyUnit} đồng`, en: `Amounts are in units of ${moneyUnit} VND`})
  return notes
}
