import {mkdir} from 'node:fs/promises'
import {z} from 'zod'
import {moment} from '../model/text.ts'
import {writing} from './file-errors.ts'
import {findWorkspace} from './folder-store.ts'
import {acquireLock, type Lock, type Writer} from './lock.ts'
import {appendLine, parseLine, readLines} from './ndjson.ts'
import {entriesOf, inside} from './paths.ts'
import {StoreError} from './store-error.ts'

const folder = 'probes'
const extension = '.ndjson'

const order = z.strictObject({
  schema: z.literal('stp-sec/probe-run/1'),
  startedAt: moment,
  sites: z.array(z.strictObject({id: z.string().max(120), url: z.string().max(500)})).max(200_000),
  options: z.strictObject({
    only: z.array(z.string().max(30)).max(20),
    allow: z.array(z.string().max(60)).max(1000),
    ca: z.string().max(1000).optional(),
    dns: z.array(z.string().max(100)).max(20),
    crls: z.array(z.string().max(1000)).max(1000),
    stateRoots: z.boolean(),
    active: z.boolean(),
    strictRobots: z.boolean(),
    maxPages: z.number().int().optional(),
    concurrency: z.number().int(),
    window: z.string().max(20).optional(),
    contact: z.string().max(200).optional(),
    permission: z.string().max(1000).optional(),
  }),
})
const doneLine = z.strictObject({site: z.string().max(120), at: moment, status: z.string().max(30)})
const endLine = z.strictObject({endedAt: moment})

/** What a run of the probe was asked for. */
export type ProbeOrderRecord = z.infer<typeof order>

/** The journal of one run: which sites are done. A crash loses the site that was being looked at, no more. */
export interface ProbeRun {
  order: ProbeOrderRecord
  /** Ids of sites that are done, with how each ended. */
  done: ReadonlyMap<string, string>
  add(site: string, at: string, status: string): Promise<void>
  end(at: string): Promise<void>
  close(): Promise<void>
}

/** Begins the journal of a run. One run at a time in a workspace: two would knock twice as often at the same servers. */
export async function beginProbeRun(workspace: string, given: ProbeOrderRecord, writer: Writer): Promise<ProbeRun> {
  const root = await findWorkspace(workspace)
  const lock = await lockRuns(root, writer)
  try {
    const name = `${given.startedAt.replace(/[^0-9]/g, '').slice(0, 17)}${extension}`
    const file = inside(root, `${folder}/${name}`)
    await appendLine(
      file,
      async (last) => {
        if (last) throw new StoreError('foreign-file', file)
        return JSON.stringify(order.parse(given))
      },
      async () => {},
    )
    return runOf(file, given, new Map(), lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** The newest run, where it has not come to its end; undefined where there is nothing to go on with. */
export async function resumeProbeRun(workspace: string, writer: Writer): Promise<ProbeRun | undefined> {
  const root = await findWorkspace(workspace)
  const lock = await lockRuns(root, writer)
  try {
    const names = (await entriesOf(inside(root, folder)))?.map(({name}) => name).filter((name) => name.endsWith(extension)) ?? []
    const newest = names.at(-1)
    if (newest !== undefined) {
      const file = inside(root, `${folder}/${newest}`)
      const read = await readRun(file)
      if (read && !read.ended) return runOf(file, read.order, read.done, lock)
    }
  } catch (error) {
    await lock.release()
    throw error
  }
  await lock.release()
  return undefined
}

async function lockRuns(root: string, writer: Writer): Promise<Lock> {
  const path = inside(root, folder)
  await writing(path, () => mkdir(path, {recursive: true}))
  return acquireLock(path, writer)
}

async function readRun(file: string) {
  let head: ProbeOrderRecord | undefined
  let ended = false
  const done = new Map<string, string>()
  for await (const {number, bytes} of readLines(file)) {
    if (number === 1) {
      head = parseLine(bytes, order)
      if (!head) throw new StoreError('history-damaged', `${file}:1`)
      continue
    }
    const line = parseLine(bytes, doneLine)
    if (line) done.set(line.site, line.status)
    else if (parseLine(bytes, endLine)) ended = true
    else throw new StoreError('history-damaged', `${file}:${number}`)
  }
  return head && {order: head, done, ended}
}

function runOf(file: string, given: ProbeOrderRecord, done: Map<string, string>, lock: Lock): ProbeRun {
  const nothing = async () => {}
  let writing: Promise<void> = Promise.resolve()
  // One line after the other, whatever finishes at the same time.
  const append = (line: object) => {
    writing = writing.then(() => appendLine(file, async () => JSON.stringify(line), nothing))
    return writing
  }
  return {
    order: given,
    done,
    add: async (site, at, status) => {
      await append({site, at, status} satisfies z.infer<typeof doneLine>)
      done.set(site, status)
    },
    end: (at) => append({endedAt: at} satisfies z.infer<typeof endLine>),
    close: async () => {
      await writing.catch(() => undefined)
      await lock.release()
    },
  }
}
