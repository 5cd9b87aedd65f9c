import {isPrivate, isPrivateNetwork, type Network, networkOf, parseNetwork} from '../lib/address.ts'
import {daysBetween} from '../lib/dates.ts'
import {type Fact, type Gap, listGap} from '../model/fact.ts'
import type {System} from '../model/register.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {type AdapterAddress, addressesOf, byAddress, deviceOf, oddAddresses} from './device.ts'
import {type Device, type DossierLists, listsSchema, type Zone} from './lists.ts'
import {cleanItem, cleanText, compareText, fold} from './text.ts'
import {createThings, isPort} from './things.ts'
import {createUnseenLedger, type UnseenLedger} from './unseen-ledger.ts'

/** The facts that the lists are made of. */
export const listedFacts = ['os', 'hardware', 'software', 'ports', 'network'] as const
export type ListedFact = (typeof listedFacts)[number]
/** Facts that are lists themselves: what is missing in one that was seen in part may still be there. */
export type SpreadFact = 'software' | 'ports'

/** The lists, and what could be seen while they were made. */
export interface Inventory {
  lists: DossierLists
  /** Ids that the register names. */
  members: ReadonlySet<string>
  /** Lists that were seen whole, by id of the machine. */
  visible: ReadonlyMap<string, ReadonlySet<SpreadFact>>
  maxAgeDays: number
}

export interface ListsOrder {
  system: Pick<System, 'id' | 'name' | 'networks' | 'endpoints'>
  on: string
  tool: string
  sample: boolean
  /** Facts older than this are old. */
  maxAgeDays: number
}

/** Takes machine after machine; of each only its rows are kept. */
export interface ListsBuilder {
  add: (snapshot: Snapshot, supportEnds: string | undefined) => void
  addAbsent: (id: string) => void
  addUnreadable: (id: string, detail: string) => void
  finish: () => Inventory
}

export function createListsBuilder(order: ListsOrder): ListsBuilder {
  const {system, on, maxAgeDays} = order
  const ledger = createUnseenLedger()
  const devices: Device[] = []
  const addresses: (AdapterAddress & {machine: string})[] = []
  const visible = new Map<string, ReadonlySet<SpreadFact>>()
  const things = createThings()
  return {
    add: (snapshot, supportEnds) => {
      const {id} = snapshot.target
      const device = deviceOf(snapshot, supportEnds)
      devices.push(device)
      visible.set(id, seenWhole(snapshot))
      things.add(snapshot)
      for (const address of addressesOf(snapshot) ?? []) addresses.push({...address, machine: id})
      noteUnseen(ledger, snapshot, device)
      if (daysBetween(snapshot.collectedAt, on) > maxAgeDays) ledger.add({code: 'stale', values: {days: maxAgeDays}}, id)
    },
    addAbsent: (id) => ledger.add({code: 'no-facts'}, cleanItem(id) || '""'),
    addUnreadable: (id, detail) => ledger.add({code: 'unreadable', detail: cleanText(detail)}, cleanItem(id) || '""'),
    finish: () => {
      noteScope(ledger, system)
      const networks = readNetworks(system.networks)
      const lists: DossierLists = {
        schema: listsSchema,
        system: {id: system.id, name: cleanText(system.name)},
        on,
        tool: order.tool,
        ...(order.sample ? {sample: true} : {}),
        machines: {
          seen: devices.length,
          members: system.endpoints.members.length,
          ...(system.endpoints.declared === undefined ? {} : {declared: system.endpoints.declared}),
        },
        devices: devices.sort((a, b) => compareText(fold(a.name), fold(b.name)) || compareText(a.id ?? '', b.id ?? '')),
        applications: things.applications(),
        services: things.services(),
        networks: zonesOf(system.networks, networks, addresses),
        addresses: listAddresses(addresses, networks),
        unseen: ledger.list(),
      }
      return {lists, members: new Set(system.endpoints.members), visible, maxAgeDays}
    },
  }
}

function seenWhole({facts}: Snapshot): Set<SpreadFact> {
  const {software, ports} = facts
  return new Set([
    ...(software?.ok && !listGap(software, 'items') ? (['software'] as const) : []),
    ...(ports?.ok && !listGap(ports, 'listening') ? (['ports'] as const) : []),
  ])
}

function noteUnseen(ledger: UnseenLedger, snapshot: Snapshot, device: Device): void {
  const {facts} = snapshot
  const {id} = snapshot.target
  const why = ({reason, detail}: Gap) => ({reason, ...(detail === '' ? {} : {detail: cleanText(detail)})})
  for (const name of listedFacts) {
    const fact: Fact | undefined = facts[name]
    if (!fact?.ok) {
      ledger.add({code: 'fact', fact: name, ...(fact ? why(fact) : {reason: 'not-collected'})}, id)
      continue
    }
    const fields: Record<ListedFact, string[]> = {
      os: device.supportEnds === undefined ? ['supportEnds'] : [],
      hardware: (['manufacturer', 'model', 'serial'] as const).filter((field) => device[field] === undefined),
      software: ['items'],
      ports: ['listening', 'listening.process'],
      network: ['interfaces.addresses'],
    }
    for (const field of fields[name]) {
      const gap = listGap(fact, field)
      if (gap) ledger.add({code: 'field', fact: name, field, ...why(gap)}, id)
      else if (name === 'os') ledger.add({code: 'field', fact: name, field, reason: 'no-lifecycle-data'}, id)
      else if (name === 'hardware') ledger.add({code: 'field', fact: name, field, reason: 'not-collected'}, id)
    }
  }
  const odd = (fact: ListedFact, field: string, detail: string) => ledger.add({code: 'field', fact, field, reason: 'error', detail}, id)
  for (const text of new Set(oddAddresses(snapshot))) odd('network', 'interfaces.addresses', `"${cleanText(text, 60)}"`)
  if (facts.ports?.ok) for (const {port} of facts.ports.value.listening) if (!isPort(port)) odd('ports', 'listening', `port ${port}`)
  const {software} = facts
  if (!software?.ok) return
  const unversioned = software.value.items.filter(({version}) => cleanItem(version) === '').length
  const nameless = software.value.nameless + software.value.items.filter((item) => cleanText(item.name) === '').length
  if (unversioned > 0) ledger.add({code: 'unversioned', fact: 'software'}, id, unversioned)
  if (nameless > 0) ledger.add({code: 'nameless', fact: 'software'}, id, nameless)
}

function noteScope(ledger: UnseenLedger, {endpoints, networks}: ListsOrder['system']): void {
  const {declared, members} = endpoints
  if (declared === undefined) ledger.add({code: 'not-declared'})
  else if (declared > members.length) ledger.add({code: 'never-registered', values: {count: declared - members.length}})
  if (networks.length === 0) ledger.add({code: 'no-networks'})
  for (const network of networks)
    if (!parseNetwork(network)) ledger.add({code: 'bad-network', values: {network: cleanText(network) || '""'}})
  ledger.add({code: 'not-said'})
}

function readNetworks(written: readonly string[]): Network[] {
  const read = new Map(written.flatMap((text) => parseNetwork(text) ?? []).map((network) => [network.text, network]))
  return [...read.values()].sort((a, b) => a.version - b.version || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0) || a.bits - b.bits)
}

function zonesOf(written: readonly string[], networks: readonly Network[], addresses: readonly AdapterAddress[]): Zone[] {
  const seen = new Map<string, Set<string>>()
  for (const {address} of addresses) {
    const network = networkOf(address, networks)
    if (network) seen.set(network.text, (seen.get(network.text) ?? new Set()).add(address.text))
  }
  const unread = [...new Set(written.filter((text) => !parseNetwork(text)).map((text) => cleanText(text) || '""'))].sort(compareText)
  return [
    ...networks.map((network) => ({
      network: network.text,
      kind: isPrivateNetwork(network) ? ('private' as const) : ('public' as const),
      count: seen.get(network.text)?.size ?? 0,
    })),
    ...unread.map((network) => ({network})),
  ]
}

function listAddresses(
  addresses: readonly (AdapterAddress & {machine: string})[],
  networks: readonly Network[],
): DossierLists['addresses'] {
  return [...addresses]
    .sort((a, b) => byAddress(a, b) || compareText(a.machine, b.machine) || compareText(a.adapter, b.adapter))
    .map(({address, machine, adapter, adapterKind, mac}) => {
      const network = networkOf(address, networks)
      return {
        address: address.text,
        ...(network ? {network: network.text} : {}),
        kind: isPrivate(address) ? ('private' as const) : ('public' as const),
        machine,
        ...(adapter === '' ? {} : {adapter}),
        adapterKind,
        ...(mac === undefined ? {} : {mac}),
      }
    })
}
