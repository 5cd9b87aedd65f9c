import type {UserError} from '../lib/user-error.ts'
import type {DataSetId} from '../model/data-sets.ts'
import type {WindowsBuilds} from '../model/windows-builds.ts'
import {asOfKev, isKev, type KevCatalogue, parseKev} from './kev-catalogue.ts'
import {isLifecycle, type LifecycleDump, parseLifecycle} from './lifecycle-dump.ts'
import {readJson, readText} from './read-json.ts'
import {refuse} from './refuse.ts'
import {isWindowsBuilds, parseWindowsBuilds, parseWindowsBuildsCsv, windowsBuildsHeadings} from './windows-builds-file.ts'

/** A data file that was read to the end and is what it says. */
export type ReadDataSet = {asOf: string; entries: number; format: string} & (
  | {set: 'kev'; value: KevCatalogue}
  | {set: 'lifecycle'; value: LifecycleDump}
  | {set: 'windows-builds'; value: WindowsBuilds}
)

export type ValueOf<S extends DataSetId> = Extract<ReadDataSet, {set: S}>['value']

/** Reads a file by what is in it, never by its name; throws where it is of no known form or not whole. */
export function recogniseDataSet(bytes: Uint8Array, where: string, today: string): ReadDataSet {
  const read = readAny(bytes, where, today)
  if (read.entries === 0) throw refuse('no-entries', where, {vi: 'Bộ dữ liệu không có mục nào', en: 'The data set has no entries'})
  if (read.asOf > today)
    throw refuse(
      'from-the-future',
      where,
      {vi: `Dữ liệu ghi ngày ${read.asOf}, sau hôm nay (${today})`, en: `The data is dated ${read.asOf}, after today (${today})`},
      {vi: 'Kiểm tra đồng hồ của máy này và nguồn của tệp.', en: 'Check the clock of this machine and where the file came from.'},
    )
  return read
}

function readAny(bytes: Uint8Array, where: string, today: string): ReadDataSet {
  const text = readText(bytes, where)
  if (windowsBuildsHeadings(text)) return builds(parseWindowsBuildsCsv(text, where), 'csv')
  // A table of something else is no broken JSON; a page of the web is what a cut connection leaves.
  if (!/^\s*[[{<]/.test(text)) throw unknownFormat(where)
  const value = readJson(text, where)
  if (typeof value === 'object' && value !== null) {
    if (isKev(value)) {
      const catalogue = parseKev(value, where)
      return {set: 'kev', value: catalogue, asOf: asOfKev(catalogue), entries: catalogue.count, format: 'cisa-kev'}
    }
    if (isLifecycle(value)) {
      const dump = parseLifecycle(value, where, today)
      const format = 'result' in value ? 'endoflife-api-v1' : 'endoflife-collected'
      return {set: 'lifecycle', value: dump, asOf: dump.asOf, entries: dump.products.length, format}
    }
    if (isWindowsBuilds(value)) return builds(parseWindowsBuilds(value, where), 'json')
  }
  throw unknownFormat(where)
}

function unknownFormat(where: string): UserError {
  return refuse(
    'unknown-format',
    where,
    {vi: 'Không nhận ra bộ dữ liệu trong tệp', en: 'The file is no data set that is known'},
    {
      vi: 'Đọc được: danh mục KEV của CISA (JSON), dữ liệu endoflife.date (API v1 products/full), bảng bản dựng Windows (JSON, hoặc CSV có các cột release, build, releasedOn, source).',
      en: "What is read: CISA's KEV catalogue (JSON), endoflife.date (API v1 products/full), tables of Windows builds (JSON, or CSV with the columns release, build, releasedOn, source).",
    },
  )
}

function builds(value: WindowsBuilds, format: string): ReadDataSet {
  return {set: 'windows-builds', value, asOf: value.asOf, entries: value.builds.length, format: `windows-builds-${format}`}
}

/** A version that was checked when it came in, read again from its stored bytes. */
export function reread<S extends DataSetId>(set: S, bytes: Uint8Array, where: string, asOf: string): ValueOf<S> {
  const read = readAny(bytes, where, asOf)
  if (read.set !== set) throw refuse('other-set', where, {vi: `Tệp không phải ${set}`, en: `The file is not ${set}`})
  return read.value as ValueOf<S>
}
