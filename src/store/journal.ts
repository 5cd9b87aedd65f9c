import {readFile} from 'node:fs/promises'
import {z} from 'zod'
import type {DocumentKind} from './document.ts'
import {registerPath} from './documents.ts'
import {emptyHead, entryAfter, hashOf, type JournalEntry, type JournalHead, journalEntry, type NewJournalEntry} from './journal-entry.ts'
import {readExisting, replaceDocument} from './lowdb-adapter.ts'
import {appendLine, parseLine, readLines} from './ndjson.ts'
import {inside} from './paths.ts'
import {hashOfPayload, putPayload} from './payloads.ts'
import {StoreError} from './store-error.ts'

export const journalPath = 'journal.ndjson'
export const headPath = 'journal.head'
const headSchema = 'stp-sec/journal-head/1'

interface HeadDocument extends JournalHead {
  schema: typeof headSchema
}

/**
 * `journal.head` says where the journal ends, so that a cut end is seen. It is written after the line: a crash between the
 * two leaves a line more than the head knows, never one less.
 */
const headKind: DocumentKind<HeadDocument> = {
  tag: headSchema,
  shape: z.strictObject({
    schema: z.literal(headSchema),
    seq: z.number().int().min(0),
    hash: journalEntry.shape.hash,
    register: journalEntry.shape.register,
  }),
}

/** Starts the journal of a new workspace. */
export async function createHead(root: string): Promise<void> {
  await writeHead(root, emptyHead)
}

export async function readHead(root: string): Promise<JournalHead> {
  const {schema: _, ...head} = await readExisting(inside(root, headPath), headKind)
  return head
}

async function writeHead(root: string, {seq, hash, register}: JournalHead): Promise<void> {
  await replaceDocument(inside(root, headPath), headKind, {schema: headSchema, seq, hash, ...(register === undefined ? {} : {register})})
}

/**
 * Adds an entry, with the hash of the register as it is now, or as it will be when the entry stands. On a damaged journal it
 * goes on from the head, so that the damage stays visible for ever.
 */
export async function appendEntry(root: string, entry: NewJournalEntry, registerAfter?: string): Promise<JournalEntry> {
  const head = await readHead(root)
  const file = inside(root, journalPath)
  const register = registerAfter ?? (await hashOfFile(root, registerPath))
  let added: JournalEntry = entryAfter(head, entry, register)
  // Before the line: an entry whose payload is missing then always means that somebody took it away.
  if (entry.keep !== false) await putPayload(root, entry.payload)
  const makeLine = async (lastBytes: Buffer | undefined) => {
    const last = lastBytes && parseLine(lastBytes, journalEntry)
    added = entryAfter(last?.hash === head.hash ? head : await catchUp(file, head), entry, register)
    return JSON.stringify(added)
  }
  await appendLine(file, makeLine, () => confirmEntry(root, added))
  return added
}

/** Where the journal ends, with a line that a crash kept the head from knowing. */
export async function readEnd(root: string): Promise<JournalHead> {
  return catchUp(inside(root, journalPath), await readHead(root))
}

/** SHA-256 of a file of the workspace as it lies there; undefined where there is none, or none that can be read. */
export async function hashOfFile(root: string, path: string): Promise<string | undefined> {
  try {
    return hashOfPayload(await readFile(inside(root, path)))
  } catch {
    return undefined
  }
}

/** The head as it would be without the crash that kept it behind: the last entry that is chained to it. */
async function catchUp(file: string, head: JournalHead): Promise<JournalHead> {
  let reached = head
  for await (const {bytes} of readLines(file)) {
    const entry = parseLine(bytes, journalEntry)
    if (entry?.seq === reached.seq + 1 && entry.prev === reached.hash && entry.hash === hashOf(entry)) reached = entry
  }
  return reached
}

async function confirmEntry(root: string, entry: JournalEntry): Promise<void> {
  try {
    await writeHead(root, entry)
  } catch (error) {
    // The new head may be in place though its folder could not be flushed: taking the line back would look like a cut end.
    if ((await readHead(root)).seq !== entry.seq) throw error
  }
}

/** The entries in order; a line that cannot be read ends in a `StoreError`. */
export async function* readEntries(root: string): AsyncGenerator<JournalEntry> {
  const file = inside(root, journalPath)
  for await (const {number, bytes} of readLines(file)) {
    const entry = parseLine(bytes, journalEntry)
    if (entry === undefined) throw new StoreError('journal-damaged', `${file}:${number}`)
    yield entry
  }
}
