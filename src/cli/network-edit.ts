import {readRange} from '../inventory/scan-range.ts'
import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Workspace} from '../model/workspace.ts'
import type {Store} from '../store/store.ts'
import {rangeRefused} from './range-refused.ts'
import {unknownOffice} from './unknown-office.ts'

type OwnNetwork = NonNullable<Workspace['networks']>[number]

/** Enters a network of the office as one that may be scanned; the same range is replaced. */
export async function addNetwork(
  store: Store,
  given: {cidr: string; office?: string | undefined; note?: string | undefined},
  smallestPrefix: number,
): Promise<OwnNetwork> {
  const read = readRange(given.cidr, smallestPrefix)
  if ('fault' in read) throw rangeRefused(given.cidr, read.fault, smallestPrefix)
  const cidr = read.network.text
  const {offices} = await store.readWorkspace()
  if (given.office !== undefined && !offices.some(({id}) => id === given.office))
    throw unknownOffice(
      given.office,
      offices.map(({id}) => id),
    )
  const entry: OwnNetwork = {
    cidr,
    ...(given.office ? {office: given.office} : {}),
    ...(given.note ? {note: given.note.normalize('NFC')} : {}),
  }
  await store.updateWorkspace((workspace) => ({
    ...workspace,
    networks: [...(workspace.networks ?? []).filter((one) => one.cidr !== cidr), entry],
  }))
  await enter(store, 'network.add', cidr, entry)
  return entry
}

/** Takes a network off the list; false when it is not on it. */
export async function removeNetwork(store: Store, cidr: string): Promise<boolean> {
  const {networks = []} = await store.readWorkspace()
  const entry = networks.find((one) => one.cidr === cidr.trim())
  if (!entry) return false
  await store.updateWorkspace((workspace) => ({
    ...workspace,
    networks: (workspace.networks ?? []).filter((one) => one.cidr !== entry.cidr),
  }))
  await enter(store, 'network.remove', entry.cidr, entry)
  return true
}

async function enter(store: Store, action: string, cidr: string, entry: OwnNetwork): Promise<void> {
  const payload = stableJson({schema: 'stp-sec/network/1', ...entry})
  await store.appendJournal({at: new Date().toISOString(), actor: currentActor(), action, object: cidr, payload})
}
