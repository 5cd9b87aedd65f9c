import {formatMoment} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import type {Language} from '../model/text.ts'
import {openToRead} from '../store/folder-store.ts'
import type {JournalEntry, JournalHead, JournalReport} from '../store/store.ts'
import {pad, wrap} from './columns.ts'

export interface JournalFilter {
  action?: string | undefined
  object?: string | undefined
  actor?: string | undefined
  /** Only what happened on this day or later. */
  since?: string | undefined
  /** How many of the newest to give. */
  last: number
}

/** The newest entries that fit, oldest first; `total` counts all that fit. */
export async function listJournal(folder: string, filter: JournalFilter): Promise<{total: number; entries: JournalEntry[]}> {
  const store = await openToRead(folder)
  try {
    const entries: JournalEntry[] = []
    let total = 0
    for await (const entry of store.readJournal()) {
      if (!fits(entry, filter)) continue
      total++
      entries.push(entry)
      if (entries.length > filter.last) entries.shift()
    }
    return {total, entries}
  } finally {
    await store.close()
  }
}

function fits(entry: JournalEntry, {action, object, actor, since}: JournalFilter): boolean {
  const has = (text: string, part: string | undefined) =>
    part === undefined || text.toLowerCase().includes(part.normalize('NFC').toLowerCase())
  const isLate = since === undefined || Date.parse(entry.at) >= Date.parse(`${since}T00:00:00+07:00`)
  return isLate && has(entry.action, action) && has(entry.object, object) && has(entry.actor, actor)
}

export function journalLine(entry: JournalEntry): string {
  return `${pad(String(entry.seq), 6)} ${formatMoment(entry.at)}  ${pad(entry.action, 18)} ${entry.object}  (${entry.actor})`
}

/** One entry with what it is about. */
export interface ShownEntry {
  entry: JournalEntry
  /** `elsewhere`: the workspace holds it in history/ or assessments/, the journal only its hash. */
  payload: 'kept' | 'elsewhere' | 'payload-missing' | 'payload-damaged'
  content?: unknown
}

export async function showEntry(folder: string, seq: number): Promise<ShownEntry> {
  const store = await openToRead(folder)
  try {
    let last = 0
    for await (const entry of store.readJournal()) {
      last = entry.seq
      if (entry.seq !== seq) continue
      if (!entry.kept) return {entry, payload: 'elsewhere'}
      const payload = await store.readPayload(entry.sha256)
      if (!payload.ok) return {entry, payload: payload.reason}
      return {entry, payload: 'kept', content: parsed(Buffer.from(payload.bytes).toString('utf8'))}
    }
    throw new UserError({
      code: 'unknown-entry',
      what: {vi: `Nhật ký không có dòng số ${seq}`, en: `The journal has no entry ${seq}`},
      where: `${folder}/journal.ndjson`,
      next: {vi: `Chọn số từ 1 đến ${last}; xem bằng "stp-sec journal list".`, en: `Choose 1 to ${last}; see "stp-sec journal list".`},
    })
  } finally {
    await store.close()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** `57:9f86d081884c7d65` as the evidence appendix of a report prints it, or the whole hash. */
export function trustedHead(given: string): JournalHead {
  const match = /^([1-9][0-9]{0,11}):([0-9a-f]{16,64})$/i.exec(given.trim())
  if (match?.[1] && match[2]) return {seq: Number(match[1]), hash: match[2].toLowerCase()}
  throw new UserError({
    code: 'bad-trusted',
    what: {vi: `"${given}" không phải dạng SỐ_DÒNG:MÃ_BĂM`, en: `"${given}" is not of the form SEQ:HASH`},
    where: '--trusted',
    next: {
      vi: 'Chép đúng từ phụ lục "Chỉ mục bằng chứng" của báo cáo đã ký, ví dụ 57:9f86d081884c7d65.',
      en: 'Copy it from the index of evidence of a signed report, for example 57:9f86d081884c7d65.',
    },
  })
}

export async function verifyJournal(folder: string, trusted: JournalHead | undefined): Promise<JournalReport> {
  const store = await openToRead(folder)
  try {
    return await store.verifyJournal(trusted)
  } finally {
    await store.close()
  }
}

export function reportLines(report: JournalReport, trusted: JournalHead | undefined, language: Language): string[] {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const lines = report.problems.map(({line, message}) =>
    line === 0 ? `  journal.head: ${message[language]}` : `  ${t('dòng', 'line')} ${line}: ${message[language]}`,
  )
  if (report.problems.length >= 100) lines.push(t('  ... (chỉ nêu 100 chỗ đầu)', '  ... (the first 100 only)'))
  const head = `${report.head.seq}:${report.head.hash.slice(0, 16)}`
  const orphans = report.unreferenced.length
  return [
    ...(report.problems.length > 0
      ? [t('Nhật ký KHÔNG còn nguyên vẹn:', 'The journal is NOT intact:'), ...lines]
      : [
          t(
            `Nhật ký nguyên vẹn: ${report.entries} dòng, kết thúc ở ${head}.`,
            `The journal is intact: ${report.entries} entries, ending at ${head}.`,
          ),
        ]),
    ...(orphans > 0
      ? wrap(
          t(
            `Lưu ý: ${orphans} nội dung trong journal-payloads/ không có dòng nhật ký nào nhắc đến: do máy tắt giữa chừng, hoặc do dòng đã bị xóa.`,
            `Mind: ${orphans} payloads in journal-payloads/ are named by no entry: left by a crash, or the entry was removed.`,
          ),
        )
      : []),
    ...(trusted
      ? []
      : wrap(
          t(
            'Người ghi được vào thư mục có thể viết lại toàn bộ nhật ký: đối chiếu thêm với mã băm trong báo cáo đã ký bằng --trusted SỐ_DÒNG:MÃ_BĂM.',
            'Whoever can write to the folder can rewrite it all: compare with the hash of a signed report, --trusted SEQ:HASH.',
          ),
        )),
  ]
}
