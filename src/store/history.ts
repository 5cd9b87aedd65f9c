import {isDeepStrictEqual} from 'node:util'
import {z} from 'zod'
import type {Fact} from '../model/fact.ts'
import {type Snapshot, snapshotFactNames, snapshotSchema, snapshot as snapshotShape, target} from '../model/snapshot.ts'
import {moment} from '../model/text.ts'
import {appendLine, parseLine, readLines} from './ndjson.ts'
import type {StoredTarget} from './store.ts'
import {StoreError} from './store-error.ts'

const factName = z.enum(snapshotFactNames)

/**
 * One line a collection: the facts that differ from the line before, and of those that do not only when they were seen
 * again. A fact named in neither was not part of that collection. A line without `unchanged` stands alone.
 */
const historyLine = z.strictObject({
  schema: z.literal('stp-sec/history/1'),
  at: moment,
  collectedAt: moment,
  tool: snapshotShape.shape.tool,
  target,
  changed: z.partialRecord(factName, z.unknown()),
  unchanged: z.partialRecord(factName, moment),
})
type HistoryLine = z.infer<typeof historyLine>
type Facts = Record<string, Fact | undefined>

/** What one collection brought. */
export interface Collection {
  at: string
  snapshot: Snapshot
}

/** Milliseconds since 1970 of an ISO moment; moments with different offsets can only be compared so. */
export function instantOf(at: string): number {
  if (!moment.safeParse(at).success) throw new RangeError(`not an ISO 8601 moment with an offset: ${at}`)
  return Date.parse(at)
}

/**
 * Adds a collection to the history, then runs `confirm`; the line is taken back when that fails. `stored` is what the
 * store held before.
 */
export async function appendHistory(
  file: string,
  stored: StoredTarget | undefined,
  {snapshot, at}: Collection,
  confirm: () => Promise<void>,
): Promise<void> {
  const makeLine = async (lastBytes: Buffer | undefined) => {
    const last = lastBytes && parseLine(lastBytes, historyLine)
    if (last && instantOf(at) < instantOf(last.at)) throw new StoreError('clock-set-back', file, `${at} < ${last.at}`)
    // After a crash between the two files, or a restored backup, "unchanged" would point at other facts: write them all.
    const isInStep = last && stored && last.at === stored.lastSeenAt && last.collectedAt === stored.snapshot.collectedAt
    return JSON.stringify(lineFor(isInStep ? stored.snapshot : undefined, snapshot, at))
  }
  await appendLine(file, makeLine, confirm)
}

function lineFor(before: Snapshot | undefined, snapshot: Snapshot, at: string): HistoryLine {
  const known = (before?.facts ?? {}) as Facts
  const changed: HistoryLine['changed'] = {}
  const unchanged: HistoryLine['unchanged'] = {}
  for (const name of snapshotFactNames) {
    const fact = snapshot.facts[name]
    if (fact === undefined) continue
    if (isSameButForTime(known[name], fact)) unchanged[name] = fact.at
    else changed[name] = fact
  }
  const {collectedAt, tool} = snapshot
  return {schema: 'stp-sec/history/1', at, collectedAt, tool, target: snapshot.target, changed, unchanged}
}

function isSameButForTime(before: Fact | undefined, after: Fact): boolean {
  return before !== undefined && isDeepStrictEqual({...before, at: ''}, {...after, at: ''})
}

/** The snapshot that was the newest at a moment, or undefined when nothing was seen until then. */
export async function rebuildSnapshot(file: string, at: string): Promise<Snapshot | undefined> {
  const until = instantOf(at)
  let facts: Facts | undefined = {}
  let newest: HistoryLine | undefined
  let damagedLine = 0
  for await (const {number, bytes} of readLines(file)) {
    const line = parseLine(bytes, historyLine)
    if (line && instantOf(line.at) > until) break
    facts = line && applyLine(facts, line)
    if (facts === undefined && damagedLine === 0) damagedLine = number
    if (facts !== undefined) damagedLine = 0
    newest = line
  }
  if (facts === undefined) throw new StoreError('history-damaged', `${file}:${damagedLine}`)
  return newest && snapshotOf(newest, facts, file)
}

/** When each line was stored and what it holds was collected, the oldest first. */
export async function readCollections(file: string): Promise<{at: string; collectedAt: string}[]> {
  const found: {at: string; collectedAt: string}[] = []
  for await (const {number, bytes} of readLines(file)) {
    const line = parseLine(bytes, historyLine)
    if (!line) throw new StoreError('history-damaged', `${file}:${number}`)
    found.push({at: line.at, collectedAt: line.collectedAt})
  }
  return found
}

/** Undefined when the line says "unchanged" of a fact that the lines before do not hold. */
function applyLine(before: Facts | undefined, line: HistoryLine): Facts | undefined {
  const facts: Facts = {...(line.changed as Facts)}
  for (const [name, at] of Object.entries(line.unchanged)) {
    const fact = before?.[name]
    if (fact === undefined) return undefined
    facts[name] = {...fact, at}
  }
  return facts
}

function snapshotOf(line: HistoryLine, facts: Facts, file: string): Snapshot {
  const {target, collectedAt, tool} = line
  const rebuilt = snapshotShape.safeParse({schema: snapshotSchema, target, collectedAt, tool, facts})
  if (!rebuilt.success) throw new StoreError('history-damaged', file, rebuilt.error.issues[0]?.path.join('.'))
  return rebuilt.data as Snapshot
}
