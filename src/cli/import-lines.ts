import {cleanText} from '../import/clean.ts'
import type {ScanSummary} from '../import/importer.ts'
import {dayOf, formatDay} from '../lib/dates.ts'
import type {Language} from '../model/text.ts'
import type {DeviceCounts} from '../register/merge-devices.ts'
import {wrap} from './columns.ts'
import type {FileReport} from './import-files.ts'
import type {Stored} from './import-store.ts'

/** What became of one file, for the screen. */
export function importLines(report: FileReport, stored: Stored | undefined, language: Language): string[] {
  const say = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const {read, mapped, dropped, incomplete, scan, notes = [], format} = report
  const name = cleanText(report.file, 200) ?? '?'
  const lines = wrap(format === undefined ? name : `${name} (${format})`)
  if (format === undefined) return lines
  const left = dropped.reduce((total, {count}) => total + count, 0)
  const put = (text: string) => lines.push(...wrap(text, '  '))
  put(say(`Đọc ${read} bản ghi, nhận ${mapped}, bỏ qua ${left}.`, `${read} records read, ${mapped} taken, ${left} left out.`))
  for (const {reason, count} of dropped) lines.push(...wrap(`${count}: ${reason[language]}`, '  - '))
  for (const note of notes) put(note[language])
  if (scan) put(scanLine(scan, language))
  if (stored && (stored.stored > 0 || !stored.devices)) put(say(`Đã lưu ${stored.stored} thiết bị.`, `${stored.stored} devices stored.`))
  if (stored?.devices) put(devicesLine(stored.devices, language))
  if (stored && stored.older > 0)
    put(
      say(
        `Không lưu ${stored.older} thiết bị vì đã có dữ liệu bằng hoặc mới hơn.`,
        `${stored.older} devices not stored: the same or newer data is there.`,
      ),
    )
  for (const {id, name: machine, like} of stored?.unsure ?? [])
    put(
      say(
        `Chưa chắc ${machine} (${id}) là máy mới hay là ${like.join(', ')}: xem "stp-sec endpoint ask".`,
        `${machine} (${id}) may be new or may be ${like.join(', ')}: see "stp-sec endpoint ask".`,
      ),
    )
  if (incomplete)
    put(say(`Chưa trọn vẹn: ${incomplete.vi}. Phần đọc được vẫn giữ lại.`, `Incomplete: ${incomplete.en}. What was read is kept.`))
  return lines
}

function devicesLine({added, filled, unchanged, unsure}: DeviceCounts, language: Language): string {
  return language === 'vi'
    ? `Sổ thiết bị: thêm ${added}, bổ sung ${filled}, không đổi ${unchanged}, chưa rõ là thiết bị nào ${unsure}.`
    : `Register of devices: ${added} added, ${filled} filled in, ${unchanged} unchanged, ${unsure} not clear which.`
}

function scanLine({tool, version, startedAt, hostsUp, hostsDown, openPorts, reported}: ScanSummary, language: Language): string {
  const day = startedAt === undefined ? '' : `, ${formatDay(dayOf(Date.parse(startedAt)))}`
  // The tool leaves most silent hosts out of the file and only counts them.
  const down = Math.max(hostsDown, reported?.down ?? 0)
  const who = `${tool} ${version ?? ''}`.trim()
  return language === 'vi'
    ? `Lần quét: ${who}${day}; ${hostsUp} thiết bị trả lời, ${down} không trả lời, ${openPorts} cổng mở.`
    : `Scan: ${who}${day}; ${hostsUp} hosts up, ${down} down, ${openPorts} open ports.`
}
