import {parseCsv} from 'hucre/csv'
import {present} from '../../lib/present.ts'
import type {ReadSheet} from '../../lib/sheet.ts'
import type {ColumnMapping, ImportColumns} from '../../model/import-columns.ts'
import type {Localized} from '../../model/text.ts'
import type {DeviceFields, ImportedTarget, Importer, ImportOutcome, Source} from '../importer.ts'
import {createTally} from '../tally.ts'
import {aboutColumns} from './about-columns.ts'
import {mapColumns, mappingToKeep} from './map-columns.ts'
import {decodeOldText, readCsv} from './read-csv.ts'
import {readRow} from './read-row.ts'
import {readXlsx} from './read-xlsx.ts'
import {type AssetWords, prepareAssetWords} from './words.ts'

const limits = {rows: 20_000, columns: 200}

/** What the reading of asset lists needs: known headings, and what people said of lists before. */
export interface AssetTables {
  columns: ImportColumns
  mappings: readonly ColumnMapping[]
}

const whenNothing: Localized = {
  vi: 'Xem lý do bỏ qua từng dòng ở trên. Danh sách không ghi loại thiết bị thì nhập lại với --kind (workstation, laptop, printer ...); cột chưa rõ nghĩa thì dùng --column "TÊN CỘT=TRƯỜNG".',
  en: 'See above why rows were left out. Where the list does not say the kinds, import it with --kind (workstation, laptop, printer ...); where a column is not understood, with --column "HEADING=FIELD".',
}

/** Lists of assets from the software of state assets, or made by hand. Their rows are devices of the register, never facts. */
export function createAssetLists({columns, mappings}: AssetTables): Importer[] {
  const words = prepareAssetWords(columns)
  return [
    {
      format: 'asset-list-xlsx',
      title: {vi: 'Danh sách tài sản (XLSX)', en: 'List of assets (XLSX)'},
      whenNothing,
      recognises: (_, {head}) => startsWithZip(head) && Buffer.from(head).includes('xl/'),
      read: async (source, emit) => {
        const {sheets, formulas, problem} = await readXlsx(source, limits)
        const outcome = await takeSheets(sheets, words, mappings, emit)
        const notes = [...(outcome.notes ?? []), ...(formulas > 0 ? [aboutFormulas(formulas)] : [])]
        return {...outcome, notes, ...(problem ? {incomplete: problem} : {})}
      },
    },
    {
      format: 'asset-list-csv',
      title: {vi: 'Danh sách tài sản (CSV)', en: 'List of assets (CSV)'},
      whenNothing,
      recognises: (head, source) => looksLikeCsv(head, source) && mapColumns(firstRows(head, source), words, mappings) !== undefined,
      read: async (source, emit) => {
        const {sheet, incomplete} = await readCsv(source, limits.rows)
        const outcome = await takeSheets([sheet], words, mappings, emit)
        return {...outcome, ...(incomplete ? {incomplete} : {})}
      },
    },
  ]
}

async function takeSheets(
  sheets: readonly ReadSheet[],
  words: AssetWords,
  mappings: readonly ColumnMapping[],
  emit: (target: ImportedTarget) => void | Promise<void>,
): Promise<ImportOutcome> {
  const tally = createTally()
  const outcome = {read: 0, notes: [] as Localized[], mappings: [] as ColumnMapping[]}
  for (const sheet of sheets) {
    const filled = sheet.rows.filter((row) => row.some((cell) => cell !== null && cell !== '')).length
    const mapped = mapColumns(sheet.rows, words, mappings)
    if (!mapped) {
      outcome.read += filled
      tally.drop(noHeadings, filled)
      continue
    }
    outcome.notes.push(...aboutColumns(sheet.name, mapped))
    outcome.mappings.push(mappingToKeep(mapped))
    for (const row of sheet.rows.slice(mapped.firstRow)) {
      const device = readRow(row, mapped, words)
      if (device === undefined) continue
      outcome.read++
      if ('reason' in device) tally.drop(device.reason)
      else await emit(targetOf(device))
    }
  }
  return {...outcome, mapped: outcome.read - tally.total(), dropped: tally.list()}
}

/** An asset book says what was bought, not what was seen and when. */
function targetOf(device: DeviceFields): ImportedTarget {
  const {name, serial, assetTag, macs, addresses} = device
  const identity = {...present({serial: serial?.slice(0, 255), assetTag: assetTag?.slice(0, 255)}), macs, addresses}
  return {kind: 'device', name: name.slice(0, 255), identity, observedAt: undefined, device, facts: {}}
}

function startsWithZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4
}

function looksLikeCsv(head: string, {head: bytes}: Source): boolean {
  return !/^\s*[<{[]/.test(head) && !startsWithZip(bytes) && /[,;\t|]/.test(head) && !head.includes('\0')
}

/** The beginning of a CSV file: enough to find headings. */
function firstRows(head: string, {head: bytes}: Source): ReadSheet['rows'] {
  const text = head.includes('\ufffd') ? decodeOldText(bytes) : head
  return parseCsv(text.slice(0, 16_384).replace(/^sep=.\r?\n/, ''), {maxRows: 32})
}

function aboutFormulas(count: number): Localized {
  return {
    vi: `${count} ô có công thức: không tính lại, chỉ lấy giá trị đã lưu trong tệp`,
    en: `${count} cells hold formulas, which are not evaluated; the value stored in the file was taken`,
  }
}

const noHeadings = {
  vi: 'Trang tính không có dòng tên cột nào nhận ra được (cần tên hoặc mã tài sản và ít nhất một cột khác)',
  en: 'Sheets without headings that are known (a name or number of the asset, and one more column)',
}
