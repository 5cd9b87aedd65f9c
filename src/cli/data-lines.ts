import {ageOn} from '../data-sets/age.ts'
import {formatDay} from '../lib/dates.ts'
import type {Voucher} from '../model/data-sets.ts'
import type {Language, Localized} from '../model/text.ts'
import {wrap} from './columns.ts'
import type {DataRow} from './data-list.ts'
import type {DataOutcome} from './data-run.ts'

const vouchedBy: Record<Voucher, Localized> = {
  hash: {vi: 'mã băm do người nạp đưa', en: 'the hash that was given'},
  'hash-file': {vi: 'mã băm trong tệp .sha256 kèm theo', en: 'the hash in the .sha256 file beside it'},
  tls: {
    vi: 'không có mã băm: chỉ có kết nối TLS bảo đảm',
    en: 'no hash given: only TLS vouches for it',
  },
  none: {
    vi: 'không có mã băm: chỉ có người chép tệp bảo đảm',
    en: 'no hash given: only hand carriage vouches for it',
  },
}

/** What became of a file, for the screen. */
export function outcomeLines(outcome: DataOutcome, language: Language): string[] {
  if (!outcome.ok) return []
  const {set, version, previous, changed} = outcome.accepted
  const say = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {asOf, entries, sha256} = version
  const head = changed
    ? say(`${set}: đang dùng dữ liệu ngày ${formatDay(asOf)}, ${entries} mục`, `${set}: data of ${asOf} is in use, ${entries} entries`)
    : say(`${set}: tệp này đang được dùng rồi, không đổi gì`, `${set}: this file is in use already, nothing was changed`)
  const before =
    changed && previous
      ? say(
          `; trước đó: ngày ${formatDay(previous.asOf)}, ${previous.entries} mục`,
          `; before: ${previous.asOf}, ${previous.entries} entries`,
        )
      : ''
  return [
    ...wrap(`${head}${before}.`),
    ...wrap(`${say('Bảo đảm', 'Vouched for by')}: ${vouchedBy[version.vouched][language]}.`, '  '),
    `  SHA-256 ${sha256}`,
  ]
}

/** One set of the list. */
export function rowLines(row: DataRow, on: string, language: Language): string[] {
  const say = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines = wrap(`${row.set}: ${row.title}`)
  const put = (text: string) => lines.push(...wrap(text, '  '))
  if (row.asOf === undefined) put(say('CHƯA CÓ DỮ LIỆU.', 'NO DATA YET.'))
  else {
    const {days = 0, old} = ageOn({asOf: row.asOf, maxAgeDays: row.maxAgeDays}, on)
    put(
      say(
        `Dữ liệu ngày ${formatDay(row.asOf)}, ${days} ngày tuổi (nên dưới ${row.maxAgeDays}), ${row.entries} mục.`,
        `Data of ${row.asOf}, ${days} days old (should be below ${row.maxAgeDays}), ${row.entries} entries.`,
      ),
    )
    if (old) put(say('DỮ LIỆU CŨ: cần làm mới trước khi dựa vào.', 'OLD DATA: refresh it before relying on it.'))
  }
  if (row.origin === 'bundled') put(say('Nguồn: kèm theo công cụ.', 'From: delivered with the tool.'))
  if (row.version) {
    put(
      say(
        `Nguồn: ${row.version.from}; ${vouchedBy[row.version.vouched].vi}.`,
        `From: ${row.version.from}; ${vouchedBy[row.version.vouched].en}.`,
      ),
    )
    lines.push(`  SHA-256 ${row.version.sha256}`)
  }
  if (row.old) put(row.obtain)
  const others = row.kept.filter(({file}) => file !== row.version?.file)
  if (others.length > 0)
    put(say(`Còn giữ: ${others.map(({asOf}) => formatDay(asOf)).join(', ')}.`, `Also kept: ${others.map(({asOf}) => asOf).join(', ')}.`))
  return lines
}
