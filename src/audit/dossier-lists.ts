import {join} from 'node:path'
import {createLifecycle} from '../check/lifecycle.ts'
import type {Content} from '../content/content.ts'
import {defaultContentRoot} from '../content/files.ts'
import {validateFile} from '../content/validate.ts'
import {readYamlFile} from '../content/yaml-file.ts'
import {createListsBuilder, type Inventory} from '../dossier-lists/build-lists.ts'
import {type ListsWords, listsWords} from '../dossier-lists/words.ts'
import {endOfDay} from '../lib/dates.ts'
import type {System} from '../model/register.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {chooseBasis} from '../pipeline.ts'
import {openToRead} from '../store/folder-store.ts'
import type {StoreReader} from '../store/store.ts'
import {StoreError} from '../store/store-error.ts'
import {tool} from '../version.ts'
import {endpointRow} from './endpoint-row.ts'
import {findSystem} from './find-system.ts'
import {withWorkspaceData} from './workspace-data.ts'

const wordsPath = 'reports/dossier-lists.yaml'

/** Names of sheets and columns; throws ContentError with file and line of everything wrong in them. */
export function loadListsWords(root: string = defaultContentRoot): ListsWords {
  return validateFile(readYamlFile(join(root, wordsPath), wordsPath), listsWords)
}

export interface InventoryOrder {
  folder: string
  system: string
  /** Day whose newest facts are taken. */
  on: string
  content: Content
  signal?: AbortSignal
  onMachine?: (done: number, total: number) => void
}

/** The lists of a system from the newest facts of its machines on a day, machine after machine. Writes nothing. */
export async function takeInventory(order: InventoryOrder): Promise<{inventory: Inventory; system: System}> {
  const store = await openToRead(order.folder)
  try {
    const [register, workspace] = await Promise.all([store.readRegister(), store.readWorkspace()])
    const system = findSystem(register, order.system, order.folder)
    return {inventory: await readMachines(store, system, workspace.sample, order), system}
  } finally {
    await store.close()
  }
}

async function readMachines(store: StoreReader, system: System, sample: boolean, order: InventoryOrder): Promise<Inventory> {
  const {on} = order
  const content = await withWorkspaceData(order.content, store)
  const lifecycle = createLifecycle(content.lifecycle)
  const builder = createListsBuilder({system, on, tool: `${tool.name} ${tool.version}`, sample, maxAgeDays: factAgeLimit(content, on)})
  const members = membersOf(system)
  for (const [index, id] of members.entries()) {
    order.signal?.throwIfAborted()
    order.onMachine?.(index, members.length)
    const seen = await snapshotUntil(store, id, on)
    if (!seen.ok) builder.addUnreadable(id, seen.error.code)
    else if (seen.snapshot) builder.add(seen.snapshot, endpointRow(seen.snapshot, lifecycle).supportEnds)
    else builder.addAbsent(id)
  }
  return builder.finish()
}

export function membersOf(system: Pick<System, 'endpoints'>): string[] {
  return [...new Set(system.endpoints.members)].sort()
}

/** The newest facts of a machine until the end of a day in Viet Nam; a damaged file is a value, so that it hides no other machine. */
export async function snapshotUntil(
  store: Pick<StoreReader, 'snapshotOn'>,
  id: string,
  on: string,
): Promise<{ok: true; snapshot: Snapshot | undefined} | {ok: false; error: StoreError}> {
  try {
    return {ok: true, snapshot: await store.snapshotOn(id, new Date(endOfDay(on)).toISOString())}
  } catch (error) {
    if (error instanceof StoreError) return {ok: false, error}
    throw error
  }
}

/** How old facts may be: what the catalogue of the day says, or the strictest one where none is in force. */
function factAgeLimit(content: Content, on: string): number {
  const heads = chooseBasis(content, on)?.policy.head ?? [...content.policies.values()].map(({head}) => head)
  return Array.isArray(heads) ? Math.min(...heads.map(({maxFactAgeDays}) => maxFactAgeDays)) : heads.maxFactAgeDays
}
