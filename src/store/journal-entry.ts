import {createHash} from 'node:crypto'
import {z} from 'zod'
import {type Localized, moment, wordsUpTo} from '../model/text.ts'
import {parseAs} from './document.ts'
import {hashOfPayload} from './payloads.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const words = wordsUpTo(500)

export const journalEntry = z.strictObject({
  seq: z.number().int().min(1),
  at: moment,
  actor: words,
  action: words,
  object: words,
  sha256: hash.describe('Of the payload'),
  prev: hash.describe('`hash` of the entry before; zeros in the first'),
  hash: hash.describe('SHA-256 of the JSON of all fields above, of `kept` and of `register`, in this order'),
  register: hash.optional().describe('Of register.json after this entry; absent in entries of older versions'),
  kept: z.literal(true).optional().describe('The payload itself lies in journal-payloads/; absent in entries of older versions'),
})
export type JournalEntry = z.infer<typeof journalEntry>

/** What a caller says happened. The payload is kept in full, unless the workspace holds the same bytes elsewhere for good. */
export interface NewJournalEntry {
  at: string
  actor: string
  action: string
  object: string
  payload: string | Uint8Array
  /** False: only the SHA-256 of the payload is kept. */
  keep?: boolean
}

/** Where a journal ends: with this kept outside, nobody can cut or rewrite it unseen. */
export type JournalHead = Pick<JournalEntry, 'seq' | 'hash' | 'register'>

export const emptyHead: JournalHead = {seq: 0, hash: '0'.repeat(64)}

export interface JournalProblem {
  /** From 1; for what is missing at the end, the line where it should be; 0 for the head itself. */
  line: number
  kind:
    | 'unreadable'
    | 'edited'
    | 'out-of-sequence'
    | 'unlinked'
    | 'truncated'
    | 'not-the-head'
    | 'head-missing'
    | 'not-as-trusted'
    | 'payload-missing'
    | 'payload-damaged'
    | 'register-changed'
  message: Localized
}

export interface JournalReport {
  entries: number
  head: JournalHead
  /** The first hundred. */
  problems: JournalProblem[]
  /** Hashes of kept payloads that no entry names, the first hundred: left by a crash, or by somebody who removed the entry. */
  unreferenced: string[]
}

/** The entry that follows a head. */
export function entryAfter(head: JournalHead, entry: NewJournalEntry, register?: string): JournalEntry {
  const {at, actor, action, object} = entry
  const sha256 = hashOfPayload(entry.payload)
  const kept = entry.keep === false ? {} : {kept: true as const}
  const after = register === undefined ? {} : {register}
  const draft = {seq: head.seq + 1, at, actor, action, object, sha256, prev: head.hash, hash: emptyHead.hash, ...after, ...kept}
  const checked = parseAs({tag: 'stp-sec/journal/1', shape: journalEntry}, draft, 'journal')
  return {...checked, hash: hashOf(checked)}
}

/** SHA-256 over everything an entry says, `prev` included: this is what chains the lines. */
export function hashOf({seq, at, actor, action, object, sha256, prev, kept, register}: JournalEntry): string {
  return createHash('sha256').update(JSON.stringify({seq, at, actor, action, object, sha256, prev, kept, register})).digest('hex')
}
