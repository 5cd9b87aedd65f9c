import {statSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {z} from 'zod'
import {type EndpointRow, endpointRow} from '../model/endpoint-index.ts'
import type {SeenFact} from '../model/fact.ts'
import type {Hardware} from '../model/facts/hardware.ts'
import type {Os} from '../model/facts/os.ts'
import {identityOf} from '../model/identity-of.ts'
import {targetsPath} from './documents.ts'
import {entriesOf, inside} from './paths.ts'
import type {ListedEndpoint, StoredTarget} from './store.ts'
import {StoreError} from './store-error.ts'
import {readStoredTarget} from './targets.ts'
import {writeSafely} from './write-safely.ts'

/** Beside the documents it is made of; a copy of the workspace without it is whole. */
export const indexPath = 'cache/endpoints.json'
const indexSchema = 'stp-sec/endpoint-index/1'

/** Bytes, time of change and number of a file: writing it safely makes a new file each time. */
type Mark = [size: number, modifiedMs: number, inode: number]
const cached = z.strictObject({
  schema: z.literal(indexSchema),
  rows: z.record(z.string(), z.tuple([z.tuple([z.number(), z.number(), z.number()]), endpointRow])),
})
interface Cached {
  schema: typeof indexSchema
  rows: Record<string, [Mark, EndpointRow]>
}

/** A line of each PC in the order of the ids. Only documents that changed since the last time are read. */
export async function listEndpointRows(root: string): Promise<ListedEndpoint[]> {
  const folder = inside(root, targetsPath('endpoint'))
  const names = (await entriesOf(folder))?.map(({name}) => name).filter((name) => name.endsWith('.json')) ?? []
  const before = await readIndex(root)
  const rows: Cached['rows'] = {}
  const listed: ListedEndpoint[] = []
  let changed = Object.keys(before.rows).length !== names.length
  for (const name of names) {
    const id = name.slice(0, -'.json'.length)
    // Synchronous: handing 10,000 such calls to threads costs ten times as much.
    const info = statSync(`${folder}/${name}`, {throwIfNoEntry: false})
    if (!info) continue
    const mark: Mark = [info.size, info.mtimeMs, info.ino]
    const known = before.rows[id]
    if (known?.[0].every((part, index) => part === mark[index])) {
      rows[id] = known
      listed.push({ok: true, row: known[1]})
      continue
    }
    changed = true
    try {
      const target = await readStoredTarget(root, id)
      if (!target) continue
      const row = rowOf(target)
      rows[id] = [mark, row]
      listed.push({ok: true, row})
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      listed.push({ok: false, id, error})
    }
  }
  if (changed) await keepIndex(root, {schema: indexSchema, rows})
  return listed
}

async function readIndex(root: string): Promise<Cached> {
  const none: Cached = {schema: indexSchema, rows: {}}
  try {
    const parsed = JSON.parse(await readFile(inside(root, indexPath), 'utf8')) as unknown
    // Its own shape was checked when it was written; a file that somebody else made is read as strictly as any other.
    return isOwn(parsed) ? parsed : (cached.safeParse(parsed).data ?? none)
  } catch {
    // A cache that is missing or cannot be read costs time, nothing else.
    return none
  }
}

/** A look at the first row stands for all: checking 10,000 of them takes longer than the list may. */
function isOwn(parsed: unknown): parsed is Cached {
  if (typeof parsed !== 'object' || parsed === null || (parsed as {schema?: unknown}).schema !== indexSchema) return false
  const {rows} = parsed as {rows?: unknown}
  if (typeof rows !== 'object' || rows === null) return false
  const [first] = Object.values(rows).slice(0, 1)
  return first === undefined || cached.shape.rows.valueType.safeParse(first).success
}

/** Who may only read the workspace does without. */
async function keepIndex(root: string, index: Cached): Promise<void> {
  try {
    await writeSafely(inside(root, indexPath), Buffer.from(JSON.stringify(index)))
  } catch {
    // Made again next time.
  }
}

function rowOf({snapshot, firstSeenAt, lastSeenAt, identity}: StoredTarget): EndpointRow {
  const {os, hardware, software} = snapshot.facts
  const system = os?.ok ? (os as SeenFact<Os>).value : undefined
  const machine = hardware?.ok ? (hardware as SeenFact<Hardware>).value : undefined
  const seen = identityOf(snapshot.facts)
  return {
    id: snapshot.target.id,
    name: snapshot.target.name,
    firstSeenAt,
    lastSeenAt,
    collectedAt: snapshot.collectedAt,
    ...(system
      ? {
          os: {
            name: system.name.slice(0, 500),
            product: system.product.slice(0, 500),
            version: system.version.slice(0, 500),
            ...(system.cycle === undefined ? {} : {cycle: system.cycle}),
            ...(system.build === undefined ? {} : {build: system.build}),
          },
        }
      : {}),
    ...(machine?.manufacturer === undefined ? {} : {maker: machine.manufacturer.slice(0, 500)}),
    ...(machine?.model === undefined ? {} : {model: machine.model.slice(0, 500)}),
    ...(software?.ok ? {programs: software.value.items.length} : {}),
    factsSeen: Object.values(snapshot.facts).filter((fact) => fact?.ok).length,
    identity: identity ? {...seen, ...identity} : seen,
  }
}
