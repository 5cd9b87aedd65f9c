import type {Localized} from '../../model/text.ts'
import type {Source} from '../importer.ts'
import type {JsonPath} from '../json/plan.ts'
import {readJson} from '../json/read-json.ts'
import type {Tally} from '../tally.ts'
import {type Row, readRow} from './host-records.ts'

/** What a log says of one machine: of each query the newest snapshot. */
export interface HostRows {
  identifier: string
  decorations: Row
  /** Of the oldest snapshot that is used: no fact is newer. Milliseconds. */
  time: number | undefined
  queries: Map<string, Row[]>
  rows: number
}

export interface ResultLog {
  read: number
  hosts: HostRows[]
  incomplete: Localized | undefined
}

interface Result {
  head: Record<string, unknown>
  rows: Row[]
  changes: number
}

interface Snapshot {
  time: number | undefined
  rows: Row[]
}

const heads = new Set(['name', 'hostIdentifier', 'calendarTime', 'unixTime', 'action', 'decorations', 'columns'])
/** Most rows of one result. */
export const maxRows = 50_000
const maxHosts = 20_000

/** Reads a log document by document. Changes alone do not say what a machine has, so that only snapshots are taken. */
export async function readResultLog(source: Source, tally: Tally): Promise<ResultLog> {
  const hosts = new Map<string, {decorations: Row; queries: Map<string, Snapshot>}>()
  const log: ResultLog = {read: 0, hosts: [], incomplete: undefined}
  let result: Result = {head: {}, rows: [], changes: 0}

  const finish = () => {
    const {head, rows, changes} = result
    result = {head: {}, rows: [], changes: 0}
    if (Object.keys(head).length === 0) return
    log.read += rows.length + changes
    tally.drop(changesOnly, changes)
    const identifier = typeof head['hostIdentifier'] === 'string' ? head['hostIdentifier'].slice(0, 255) : ''
    const known = hosts.get(identifier)
    if (identifier === '' || (!known && hosts.size >= maxHosts)) return tally.drop(noHost, rows.length)
    if (rows.length === 0) return
    const host = known ?? {decorations: readRow(head['decorations']), queries: new Map<string, Snapshot>()}
    hosts.set(identifier, host)
    keepNewest(host.queries, String(head['name'] ?? ''), {time: timeOf(head), rows}, tally)
  }
  const step = (path: JsonPath) => {
    const [name, index] = inDocument(path)
    if (name === undefined || name === 'diffResults') return 'enter'
    if (name === 'snapshot') return index === undefined ? 'enter' : 'take'
    if (name === 'diffResults' || !heads.has(String(name))) return 'skip'
    return 'take'
  }
  const take = (path: JsonPath, value: unknown) => {
    const [name] = inDocument(path)
    if (name === 'columns') result.changes++
    else if (name !== 'snapshot') result.head[String(name)] = value
    else if (result.rows.length < maxRows) result.rows.push(readRow(value))
    else log.incomplete ??= tooMany
  }
  const leave = (path: JsonPath) => {
    if (path.length === 0 || (path.length === 1 && typeof path[0] === 'number')) finish()
  }
  const broken = await readJson(source, {step: (path) => (isChange(path) ? count() : step(path)), take, leave})
  // A snapshot that is cut off may lack rows: it proves nothing, so that the one before it stands.
  log.read += result.rows.length
  tally.drop(cutOff, result.rows.length)
  log.incomplete ??= broken
  log.hosts = [...hosts].map(([identifier, {decorations, queries}]) => hostOf(identifier, decorations, queries))
  return log

  function isChange(path: JsonPath): boolean {
    const [name, kind, index] = inDocument(path)
    return name === 'diffResults' && kind !== undefined && index !== undefined
  }
  function count(): 'skip' {
    result.changes++
    return 'skip'
  }
}

/** The path inside a result, where results stand in a list. */
function inDocument(path: JsonPath): JsonPath {
  return typeof path[0] === 'number' ? path.slice(1) : path
}

function keepNewest(queries: Map<string, Snapshot>, query: string, snapshot: Snapshot, tally: Tally): void {
  const known = queries.get(query)
  const isOlder = known !== undefined && (known.time ?? 0) > (snapshot.time ?? 0)
  if (!isOlder) queries.set(query, snapshot)
  const replaced = isOlder ? snapshot : known
  tally.drop(older, replaced?.rows.length ?? 0)
}

function hostOf(identifier: string, decorations: Row, queries: ReadonlyMap<string, Snapshot>): HostRows {
  const times = [...queries.values()].flatMap(({time}) => (time === undefined ? [] : [time]))
  return {
    identifier,
    decorations,
    time: times.length > 0 ? Math.min(...times) : undefined,
    queries: new Map([...queries].map(([query, {rows}]) => [query, rows])),
    rows: [...queries.values()].reduce((sum, {rows}) => sum + rows.length, 0),
  }
}

/** "Sun Dec 12 06:13:52 2021 UTC", or seconds. */
function timeOf(head: Record<string, unknown>): number | undefined {
  const seconds = Number(head['unixTime'])
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000
  const text = String(head['calendarTime'] ?? '')
  const match = /^\w{3} (\w{3}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4}) UTC$/.exec(text)
  const time = match ? Date.parse(`${match[2]} ${match[1]} ${match[4]} ${match[3]} UTC`) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

const changesOnly = {
  vi: 'Dòng chỉ ghi thay đổi (added, removed), không cho biết máy đang có gì',
  en: 'Rows that log changes only and do not say what a machine has',
}
const noHost = {vi: 'Kết quả không ghi tên máy (hostIdentifier), hoặc quá nhiều máy', en: 'Results without a machine, or of too many'}
const older = {vi: 'Kết quả cũ của cùng một truy vấn', en: 'Older results of the same query'}
const cutOff = {vi: 'Kết quả bị cắt ngang ở cuối tệp', en: 'A result that is cut off at the end'}
const tooMany: Localized = {vi: `Một kết quả có quá ${maxRows} dòng`, en: `A result has more than ${maxRows} rows`}
