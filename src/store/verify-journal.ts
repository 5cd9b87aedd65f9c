import type {Localized} from '../model/text.ts'
import {isChangedOutside} from './change-register.ts'
import {journalPath, readHead} from './journal.ts'
import {
  emptyHead,
  hashOf,
  type JournalEntry,
  type JournalHead,
  type JournalProblem,
  type JournalReport,
  journalEntry,
} from './journal-entry.ts'
import {type Line, parseLine, readLines} from './ndjson.ts'
import {inside} from './paths.ts'
import {listPayloads, readPayload} from './payloads.ts'
import {StoreError, type StoreErrorCode} from './store-error.ts'

const messages: Record<JournalProblem['kind'], Localized> = {
  unreadable: {vi: 'dòng không đọc được', en: 'the line cannot be read'},
  edited: {vi: 'nội dung dòng đã bị sửa', en: 'the line was edited'},
  'out-of-sequence': {
    vi: 'số thứ tự không nối tiếp dòng trước: có dòng bị xóa, thêm hoặc đổi chỗ',
    en: 'the number does not follow the line before: lines were deleted, added or moved',
  },
  unlinked: {vi: 'không nối với dòng trước: dòng trước đã bị thay', en: 'not linked to the line before, which was replaced'},
  truncated: {vi: 'phần cuối nhật ký đã bị cắt', en: 'the end of the journal was cut off'},
  'not-the-head': {vi: 'không khớp với journal.head', en: 'does not agree with journal.head'},
  'head-missing': {vi: 'journal.head bị thiếu hoặc hỏng', en: 'journal.head is missing or damaged'},
  'not-as-trusted': {vi: 'không khớp với mã băm đã lưu bên ngoài', en: 'does not agree with the hash kept outside'},
  'payload-missing': {
    vi: 'nội dung thay đổi kèm theo dòng (journal-payloads/) đã bị xóa',
    en: 'the change that goes with the line (journal-payloads/) was removed',
  },
  'payload-damaged': {
    vi: 'nội dung thay đổi kèm theo dòng (journal-payloads/) đã bị sửa hoặc hỏng',
    en: 'the change that goes with the line (journal-payloads/) was altered or is damaged',
  },
  'register-changed': {
    vi: 'register.json đã đổi sau dòng này mà nhật ký không ghi: có người đã sửa tệp ngoài công cụ; lần sửa sổ tiếp theo sẽ ghi nguyên trạng vào nhật ký',
    en: 'register.json has changed since this line without an entry: somebody edited the file outside the tool; the next change of the register will enter it as it was found',
  },
}

const maxProblems = 100
const attempts = 5
const pauseMs = 100

/**
 * Looks at every line: its own hash, its number, its link to the line before, its payload; then at where the journal ends.
 * Whoever can write to the folder can also make a new chain and a new head: only a `trusted` head kept elsewhere shows that.
 * The hash of a trusted head may be the first digits only, as a report prints it.
 */
export async function verifyChain(root: string, trusted?: JournalHead): Promise<JournalReport> {
  // The head first: an entry appended meanwhile is then beyond it, which is no problem.
  const head = await readHead(root).catch(asMissing)
  const known = [head && {head, kind: 'not-the-head' as const}, trusted && {head: trusted, kind: 'not-as-trusted' as const}]
  const problems: JournalProblem[] = []
  let before: JournalHead = emptyHead
  let entries = 0
  const named = new Set<string>()
  const report = (line: number, kind: JournalProblem['kind']) => {
    if (problems.length < maxProblems) problems.push({line, kind, message: messages[kind]})
  }
  if (head === undefined) report(0, 'head-missing')
  for await (const line of readLines(inside(root, journalPath))) {
    entries = line.number
    const entry = parseLine(line.bytes, journalEntry)
    const kind = entry === undefined ? 'unreadable' : problemOf(line, entry, before)
    if (kind !== undefined) report(line.number, kind)
    for (const at of known) if (at && entry?.seq === at.head.seq && !entry.hash.startsWith(at.head.hash)) report(line.number, at.kind)
    if (entry?.kept && !named.has(entry.sha256)) {
      const payload = await readPayload(root, entry.sha256)
      if (!payload.ok) report(line.number, payload.reason)
    }
    if (entry) named.add(entry.sha256)
    // Go on from what the line says of itself: each damage is then named once, not on every line after it.
    before = entry ?? {seq: before.seq + 1, hash: ''}
  }
  if (known.some((at) => at && at.head.seq > before.seq)) report(entries + 1, 'truncated')
  if (await isRegisterChanged(root, before)) report(entries, 'register-changed')
  const unreferenced = (await listPayloads(root)).filter((sha256) => !named.has(sha256)).slice(0, maxProblems)
  return {entries, head: {seq: before.seq, hash: before.hash}, problems, unreferenced}
}

/** What the last line says counts, not the head, which proves nothing about itself. A writer at work gets some time to finish. */
async function isRegisterChanged(root: string, last: JournalHead): Promise<boolean> {
  let {register} = last
  for (let attempt = 0; ; attempt++) {
    if (!(await isChangedOutside(root, register))) return false
    if (attempt === attempts) return true
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    for await (const {bytes} of readLines(inside(root, journalPath))) register = parseLine(bytes, journalEntry)?.register ?? register
  }
}

function problemOf({bytes}: Line, entry: JournalEntry, before: JournalHead): JournalProblem['kind'] | undefined {
  if (entry.hash !== hashOf(entry) || bytes.toString() !== JSON.stringify(entry)) return 'edited'
  if (entry.seq !== before.seq + 1) return 'out-of-sequence'
  if (entry.prev !== before.hash && before.hash !== '') return 'unlinked'
  return undefined
}

const damages: StoreErrorCode[] = ['missing-file', 'broken-json', 'schema-mismatch', 'foreign-file', 'too-large']

function asMissing(error: unknown): undefined {
  if (error instanceof StoreError && damages.includes(error.code)) return undefined
  throw error
}
