import {firstChancePort} from '../dossier-lists/compare-lists.ts'
import {type Difference, type Drift, type DriftKind, doubtCodes, driftKinds} from '../dossier-lists/drift.ts'
import type {DossierLists} from '../dossier-lists/lists.ts'
import type {ListsWords} from '../dossier-lists/words.ts'
import {formatDay} from '../lib/dates.ts'
import type {Labels} from '../model/report-words.ts'
import type {Language, Localized} from '../model/text.ts'
import {pad, padStart, wrap} from './columns.ts'
import {unseenLines} from './lists-lines.ts'

/** Most lines of one kind of one list that a screen gets; `--json` has all. */
const shownLines = 30
/** Values that one line spells out. */
const shownValues = 6

const heads: Record<DriftKind, Localized> = {
  added: {vi: 'thêm', en: 'added'},
  gone: {vi: 'không còn', en: 'gone'},
  changed: {vi: 'thay đổi', en: 'changed'},
  unseen: {vi: 'không thấy', en: 'not seen'},
  outside: {vi: 'ngoài dải', en: 'outside'},
}
const signs: Record<DriftKind, string> = {added: '+', gone: '-', changed: '~', unseen: '?', outside: '!'}
const kindWords: Record<DriftKind, Localized> = {
  added: {vi: 'mới, chưa có trong danh sách', en: 'new, not in the list'},
  gone: {vi: 'không còn', en: 'gone'},
  changed: {vi: 'thay đổi', en: 'changed'},
  unseen: {vi: 'nay không thấy', en: 'cannot be seen now'},
  outside: {vi: 'ngoài quy hoạch địa chỉ', en: 'outside the plan of addresses'},
}
const matched: Record<NonNullable<Difference['matchedBy']>, Localized> = {
  serial: {vi: 'nhận ra theo số sê-ri', en: 'recognised by serial number'},
  mac: {vi: 'nhận ra theo địa chỉ MAC', en: 'recognised by MAC address'},
  name: {vi: 'nhận ra theo tên', en: 'recognised by name'},
}
const fields: Record<NonNullable<Difference['field']>, Localized> = {
  id: {vi: 'mã', en: 'id'},
  name: {vi: 'tên', en: 'name'},
  os: {vi: 'hệ điều hành', en: 'operating system'},
  version: {vi: 'phiên bản hệ điều hành', en: 'version of the operating system'},
  serial: {vi: 'số sê-ri', en: 'serial number'},
  addresses: {vi: 'địa chỉ IP', en: 'IP addresses'},
  lastSeen: {vi: 'dữ liệu mới', en: 'recent facts'},
  software: {vi: 'phần mềm trên máy', en: 'programs of the machine'},
  ports: {vi: 'cổng đang mở trên máy', en: 'listening ports of the machine'},
  versions: {vi: 'phiên bản', en: 'version'},
  processes: {vi: 'chương trình', en: 'program'},
  machines: {vi: 'máy', en: 'machines'},
}

export interface DriftHead {
  system: {id: string; name: string}
  file: string
  /** Day of the approved list; undefined when the file does not say. */
  approvedOn: string | undefined
  on: string
  notices: readonly Localized[]
  /** The inventory it was compared with. */
  lists: DossierLists
}

/** The differences as a table of counts and a line each, at most 80 columns. */
export function driftLines(
  drift: Drift,
  head: DriftHead,
  words: ListsWords,
  labels: Pick<Labels, 'fact' | 'reason'>,
  language: Language,
): string[] {
  const say = (text: Localized) => text[language]
  const t = (vi: string, en: string) => say({vi, en})
  const day = head.approvedOn === undefined ? t('không rõ ngày', 'day unknown') : t(`ngày ${formatDay(head.approvedOn)}`, head.approvedOn)
  const lines = [
    ...wrap(`${head.system.name} (${head.system.id})`),
    ...wrap(
      t(
        `Danh sách đã duyệt (${day}) so với kiểm kê đến ngày ${formatDay(head.on)}`,
        `Approved list (${day}) against the inventory of ${head.on}`,
      ),
    ),
    '',
    `  ${pad('', 22)}${driftKinds.map((kind) => padStart(say(heads[kind]), 11)).join('')}`.trimEnd(),
  ]
  for (const list of drift.compared) {
    const counts = driftKinds.map((kind) => drift.differences.filter((item) => item.list === list && item.kind === kind).length)
    lines.push(`  ${pad(say(words.sheets[list]), 22)}${counts.map((count) => padStart(String(count), 11)).join('')}`)
  }
  for (const list of drift.compared) {
    const own = drift.differences.filter((item) => item.list === list)
    if (own.length === 0) continue
    lines.push('', say(words.sheets[list]))
    for (const kind of driftKinds) {
      const same = own.filter((item) => item.kind === kind)
      for (const item of same.slice(0, shownLines)) lines.push(...differenceLines(item, language))
      const more = same.length - shownLines
      if (more > 0)
        lines.push(
          `  ${signs[kind]} ${t(`… và ${more} dòng "${say(heads[kind])}" nữa; xem đủ bằng --json`, `… and ${more} more "${say(heads[kind])}"; --json has all`)}`,
        )
    }
  }
  lines.push('')
  const unseen = unseenLines(head.lists, words, labels, language, doubtCodes)
  lines.push(...conclusion(drift, unseen.length === 0, language))
  for (const notice of notesOf(drift, head)) lines.push(...wrap(say(notice), '  * '))
  return unseen.length > 0 ? [...lines, '', ...unseen] : lines
}

function differenceLines(item: Difference, language: Language): string[] {
  const subject = item.id === undefined || item.id === item.subject ? item.subject : `${item.subject} (${item.id})`
  return wrap(`${subject}: ${describe(item, language)}`, `  ${signs[item.kind]} `)
}

function describe(item: Difference, language: Language): string {
  const {kind, field, before = [], after = [], machines, matchedBy, count} = item
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const name = field === undefined ? '' : fields[field][language]
  const recognised = matchedBy === undefined ? '' : ` [${matched[matchedBy][language]}]`
  if (field === 'machines') {
    const parts = [
      ...(after.length > 0 ? [t(`thêm trên ${some(after)}`, `also on ${some(after)}`)] : []),
      ...(before.length > 0 ? [t(`không còn trên ${some(before)}`, `no longer on ${some(before)}`)] : []),
    ]
    return parts.join('; ')
  }
  if (field === 'software' || field === 'ports')
    return t(`nay không thấy ${name}; ${count} mục chưa đối chiếu được`, `${name} cannot be seen now; ${count} entries were not compared`)
  if (field === 'lastSeen') return t(`dữ liệu đã cũ, lần cuối ${some(after)}`, `facts are old, last of ${some(after)}`)
  if (kind === 'changed') return `${name} ${some(before)} -> ${some(after)}${recognised}`
  if (kind === 'unseen' && field !== undefined)
    return t(`nay không thấy ${name}; đã duyệt: ${some(before)}`, `${name} cannot be seen now; approved: ${some(before)}`) + recognised
  const what = kindWords[kind][language]
  const values = after.length > 0 ? `: ${some(after)}` : ''
  return `${what}${values}${machines && machines.length > 0 ? t(`; trên ${some(machines)}`, `; on ${some(machines)}`) : ''}`
}

function some(values: readonly string[]): string {
  if (values.length === 0) return '–'
  const shown = values.slice(0, shownValues).join(', ')
  return values.length > shownValues ? `${shown}, … (${values.length})` : shown
}

function conclusion({differences}: Drift, isWhole: boolean, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  if (differences.length === 0 && isWhole) return [t('Không có khác biệt.', 'Nothing differs.')]
  if (differences.length === 0)
    return wrap(
      t(
        'Không có khác biệt trong phần đã thấy; còn phần chưa thấy nêu dưới đây nên chưa kết luận được.',
        'Nothing differs in what was seen; what was not seen is listed below, so nothing can be concluded yet.',
      ),
    )
  const unseen = differences.filter(({kind}) => kind === 'unseen').length
  const doubt = t(
    `, trong đó ${unseen} nội dung nay không thấy nên chưa kết luận được là còn hay mất`,
    `; of these ${unseen} cannot be seen now, so nobody can say whether they still hold`,
  )
  return wrap(`${t(`${differences.length} khác biệt`, `${differences.length} differences`)}${unseen > 0 ? doubt : ''}.`)
}

/** What was compared how, and what was not. */
function notesOf({compared, nowSeen}: Drift, {notices}: DriftHead): Localized[] {
  return [
    ...notices,
    ...(compared.includes('addresses')
      ? []
      : [
          {
            vi: 'Danh sách không có dải mạng nào: không xét được địa chỉ ngoài quy hoạch.',
            en: 'The list has no network: addresses outside the plan were not looked for.',
          },
        ]),
    ...(compared.includes('services')
      ? [
          {
            vi: `Không so sánh cổng từ ${firstChancePort} trở lên: hệ điều hành cấp ngẫu nhiên. Địa chỉ IPv6 so theo /64.`,
            en: `Ports from ${firstChancePort} on are not compared: systems hand them out by chance. IPv6 is compared by /64.`,
          },
        ]
      : []),
    ...(nowSeen > 0
      ? [
          {
            vi: `${nowSeen} nội dung khi duyệt chưa thấy nay đã thấy: nên lập lại danh sách.`,
            en: `${nowSeen} facts that the list lacks can be seen now: make the list again.`,
          },
        ]
      : []),
  ]
}
