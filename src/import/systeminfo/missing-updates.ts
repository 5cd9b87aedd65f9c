import type {Localized} from '../../model/text.ts'
import {decodeOutput} from '../../windows/decode.ts'
import type {Importer} from '../importer.ts'
import {readSmall} from './read-small.ts'

const line = /^KB\d{6,8}: \S/

/**
 * What a search of Windows Update still offered, a KB number and a title in each line. It is recognised only to say what it is: no
 * line names the machine or the day, so nothing may be taken from it.
 */
export const missingUpdates: Importer = {
  format: 'windows-missing-updates',
  title: {vi: 'danh sách bản cập nhật còn thiếu của Windows Update', en: 'list of updates that Windows Update still offers'},
  whenNothing: {
    vi: 'Chạy "stp-sec audit" trên máy đó, hoặc collect.cmd rồi nhập thư mục kết quả.',
    en: 'Run "stp-sec audit" on that PC, or collect.cmd and import its folder.',
  },
  // The last line of a head may be cut.
  recognises: (_head, source) => {
    const [first, ...others] = linesOf(source.head)
    return first !== undefined && [first, ...others.slice(0, -1)].every((text) => line.test(text))
  },
  read: async (source) => {
    const bytes = await readSmall(source)
    const count = bytes ? linesOf(bytes).length : 1
    return {read: count, mapped: 0, dropped: [{reason: nameless, count}]}
  },
}

function linesOf(bytes: Uint8Array): string[] {
  return decodeOutput(bytes, undefined)
    .split(/\r?\n/)
    .filter((text) => text.trim() !== '')
}

const nameless: Localized = {
  vi: 'Danh sách bản cập nhật còn thiếu (Windows Update còn chào) không ghi máy nào, ngày nào nên không lấy được gì',
  en: 'A list of missing updates (what Windows Update still offered) names no machine and no day, so nothing is taken from it',
}
