import {createHash} from 'node:crypto'
import {z} from 'zod'
import {type Localized, moment} from '../model/text.ts'
import {parseAs} from './document.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const words = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .transform((text) => text.normalize('NFC'))

export const journalEntry = z.strictObject({
  seq: z.number().int().min(1),
  at: moment,
  actor: words,
  action: words,
  object: words,
  sha256: hash.describe('Of the payload'),
  prev: hash.describe('`hash` of the entry before; zeros in the first'),
  hash: hash.describe('SHA-256 of the JSON of all fields above, in this order'),
})
export type JournalEntry = z.infer<typeof journalEntry>

/** What a caller says happened; only the SHA-256 of `payload` is kept. */
export interface NewJournalEntry {
  at: string
  actor: string
  action: string
  object: string
  payload: string | Uint8Array
}

/** Where a journal ends: with this kept outside, nobody can cut or rewrite it unseen. */
export type JournalHead = Pick<JournalEntry, 'seq' | 'hash'>

export const emptyHead: JournalHead = {seq: 0, hash: '0'.repeat(64)}

export interface JournalProblem {
  /** From 1; for what is missing at the end, the line where it should be; 0 for the head itself. */
  line: number
  kind: 'unreadable' | 'edited' | 'out-of-sequence' | 'unlinked' | 'truncated' | 'not-the-head' | 'head-missing' | 'not-as-trusted'
  message: Localized
}

export interface JournalReport {
  entries: number
  head: JournalHead
  /** The first hundred. */
  problems: JournalProblem[]
}

/** The entry that follows a head. */
export function entryAfter(head: JournalHead, entry: NewJournalEntry): JournalEntry {
  const {at, actor, action, object} = entry
  const draft = {seq: head.seq + 1, at, actor, action, object, sha256: sha256(entry.payload), prev: head.hash, hash: emptyHead.hash}
  const checked = parseAs({tag: 'stp-sec/journal/1', shape: journalEntry}, draft, 'journal')
  return {...checked, hash: hashOf(checked)}
}

/** SHA-256 over everything an entry says, `prev` included: this is what chains the lines. */
export function hashOf({seq, at, actor, action, object, sha256, prev}: JournalEntry): string {
  return createHash('sha256').update(JSON.stringify({seq, at, actor, action, object, sha256, prev})).digest('hex')
}

function sha256(payload: string | Uint8Array): string {
  return createHash('sha256').update(payload).digest('hex')
}
