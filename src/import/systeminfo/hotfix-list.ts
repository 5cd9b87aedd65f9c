import type {Localized} from '../../model/text.ts'
import {type CimRow, cimText} from '../../windows/cim.ts'
import {decodeOutput} from '../../windows/decode.ts'
import {readHotfix} from '../../windows/facts/updates.ts'
import {parseWmic} from '../../windows/parse/wmic.ts'
import {cleanText} from '../clean.ts'
import type {Importer} from '../importer.ts'
import {unknownTime} from '../unknown-time.ts'
import {readSmall} from './read-small.ts'

/** What `wmic qfe` writes: the updates of a PC. Which PC stands in CSName, or before the name of who installed them. */
export const hotfixList: Importer = {
  format: 'wmic-qfe',
  title: {vi: 'danh sách bản vá của lệnh wmic qfe', en: 'list of updates of wmic qfe'},
  recognises: (_head, source) => parseWmic(decodeOutput(source.head, undefined), ['HotFixID']) !== undefined,
  read: async (source, emit) => {
    const bytes = await readSmall(source)
    const rows = bytes && parseWmic(decodeOutput(bytes, undefined), ['HotFixID'])
    if (!rows) return {read: 0, mapped: 0, dropped: [], incomplete: unreadable}
    const name = machineOf(rows)
    const hotfixes = [...new Map(rows.flatMap((row) => readHotfix(row).map((fix) => [fix.id, fix] as const))).values()]
    if (name === undefined) return {read: rows.length, mapped: 0, dropped: [{reason: nameless, count: rows.length}]}
    const value = {manager: 'windows-update', hotfixes}
    const gap = {reason: 'not-collected', detail: 'wmic qfe không cho biết (wmic qfe does not tell)'} as const
    const gaps = Object.fromEntries(
      ['lastCheckedAt', 'pending', 'pendingSecurity', 'automatic', 'centralServer', 'rebootRequired'].map((field) => [field, gap]),
    )
    const updates = {ok: true as const, value, gaps, source: 'wmic qfe', at: unknownTime}
    await emit({kind: 'endpoint', name, identity: {hostname: name, macs: [], addresses: []}, observedAt: undefined, facts: {updates}})
    const other = rows.length - hotfixes.length
    return {read: rows.length, mapped: hotfixes.length, dropped: other > 0 ? [{reason: noNumber, count: other}] : [], notes: [ageUnknown]}
  },
}

/** Accounts of Windows itself install most updates: their "NT AUTHORITY" is no machine. */
function machineOf(rows: readonly CimRow[]): string | undefined {
  const own = rows.flatMap((row) => cimText(row, 'CSName') ?? [])
  const from = rows.flatMap((row) => /^([^\\]+)\\/.exec(cimText(row, 'InstalledBy') ?? '')?.[1] ?? []).filter((name) => !name.includes(' '))
  const names = new Set((own.length > 0 ? own : from).map((name) => name.toUpperCase()))
  const [name] = names
  return names.size === 1 ? cleanText(name) : undefined
}

const unreadable: Localized = {vi: 'Không đọc được danh sách bản vá', en: 'The list of updates cannot be read'}
const nameless: Localized = {
  vi: 'Không rõ của máy nào: chạy lại "wmic qfe get CSName,HotFixID,InstalledOn"',
  en: 'It is not clear of which machine: run "wmic qfe get CSName,HotFixID,InstalledOn" again',
}
const noNumber: Localized = {vi: 'Dòng không có số KB hoặc lặp lại', en: 'Lines without a KB number, or twice'}
const ageUnknown: Localized = {
  vi: 'Tệp không ghi ngày lập nên thông tin coi là chưa rõ ngày, không dùng để kết luận',
  en: 'The file does not say its day: its facts are of unknown age and decide nothing',
}
