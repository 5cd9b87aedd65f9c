import {z} from 'zod'
import {moment} from '../model/text.ts'
import type {DocumentKind} from '../store/document.ts'
import {readDocument} from '../store/document.ts'
import {replaceDocument} from '../store/lowdb-adapter.ts'
import {inside} from '../store/paths.ts'

const schema = 'stp-sec/agent/1'
const stateKind: DocumentKind<{schema: typeof schema; nextDueAt: string}> = {
  tag: schema,
  shape: z.object({schema: z.literal(schema), nextDueAt: moment}),
}
const stateName = 'state.json'

/** When the next run is due, as an earlier agent left it; undefined when nobody knows or it cannot be read. */
export async function readNextDue(folder: string): Promise<Date | undefined> {
  try {
    const state = await readDocument(inside(folder, stateName), stateKind)
    return state && new Date(state.nextDueAt)
  } catch {
    return undefined
  }
}

export async function writeNextDue(folder: string, due: Date): Promise<void> {
  await replaceDocument(inside(folder, stateName), stateKind, {schema, nextDueAt: due.toISOString()})
}
