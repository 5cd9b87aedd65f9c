import {comparable, type Network, networkOf, parseAddress, parseNetwork} from '../lib/address.ts'
import type {Inventory} from './build-lists.ts'
import {type ComparedDevices, compareDevices} from './compare-devices.ts'
import {compareThings, type Thing, thingKey} from './compare-things.ts'
import {type Difference, type Drift, type DriftList, driftKinds, driftLists} from './drift.ts'
import type {ApprovedLists} from './from-sheets.ts'
import {type Application, keyOf, labelsOf, type Service} from './lists.ts'
import {compareText, fold} from './text.ts'

/** Ports below this are chosen by people; above it systems hand them out by chance (Linux from 32768, RFC 6335 from 49152). */
export const firstChancePort = 32_768

/** What differs between an approved list and the inventory. The same two give the same result in the same order. */
export function compareLists(approved: ApprovedLists, inventory: Inventory): Drift {
  const {lists} = inventory
  const devices = compareDevices(approved, inventory)
  const differences = [...devices.differences]
  if (approved.applications)
    differences.push(
      ...compareThings(
        {list: 'applications', fact: 'software', trait: 'versions'},
        approved.applications.map(programThing),
        lists.applications.map(programThing),
        devices,
        inventory,
      ),
    )
  if (approved.services)
    differences.push(
      ...compareThings(
        {list: 'services', fact: 'ports', trait: 'processes'},
        approved.services.filter(isChosen).map(portThing),
        lists.services.filter(isChosen).map(portThing),
        devices,
        inventory,
      ),
    )
  if (approved.networks) differences.push(...compareNetworks(approved.networks, lists.networks))
  differences.push(...outsiders(approved, inventory, devices))
  const isThere: Record<DriftList, boolean> = {
    devices: true,
    applications: approved.applications !== undefined,
    services: approved.services !== undefined,
    networks: approved.networks !== undefined,
    addresses: planOf(approved).length > 0,
  }
  return {differences: differences.sort(byPlace), compared: driftLists.filter((list) => isThere[list]), nowSeen: devices.nowSeen}
}

function programThing({name, versions, machines}: Application): Thing {
  return {key: thingKey(name), subject: name, traits: versions, machines}
}

function portThing({protocol, port, reach, processes, machines}: Service): Thing {
  const subject = `${protocol.toUpperCase()} ${port}${reach === 'local' ? ' (127.0.0.1)' : ''}`
  return {key: thingKey(protocol, port, reach), subject, traits: processes, machines}
}

function isChosen({port}: Service): boolean {
  return port < firstChancePort
}

function compareNetworks(approved: readonly {network: string}[], present: readonly {network: string}[]): Difference[] {
  const keyOfNetwork = ({network}: {network: string}) => parseNetwork(network)?.text ?? fold(network)
  const was = new Set(approved.map(keyOfNetwork))
  const is = new Set(present.map(keyOfNetwork))
  const note =
    (kind: 'added' | 'gone') =>
    ({network}: {network: string}) => ({list: 'networks' as const, kind, subject: network})
  return [
    ...present.filter((item) => !was.has(keyOfNetwork(item))).map(note('added')),
    ...approved.filter((item) => !is.has(keyOfNetwork(item))).map(note('gone')),
  ]
}

/** Addresses outside the approved networks, except those that were approved with the list. */
function outsiders(approved: ApprovedLists, {lists}: Inventory, devices: ComparedDevices): Difference[] {
  const plan = planOf(approved)
  if (plan.length === 0) return []
  const accepted = new Set(
    (approved.addresses ?? []).flatMap(({address, machine}) => {
      const fate = devices.fates.get(machine)
      return fate?.state === 'present' ? [`${keyOf(fate.device)} ${comparable(address)}`] : []
    }),
  )
  const labels = labelsOf(lists.devices)
  return lists.addresses.flatMap(({address, machine}) => {
    const parsed = parseAddress(address)
    if (!parsed || networkOf(parsed, plan) || accepted.has(`${machine} ${comparable(address)}`)) return []
    return [{list: 'addresses' as const, kind: 'outside' as const, subject: address, machines: [labels.get(machine) ?? machine]}]
  })
}

function planOf({networks = []}: ApprovedLists): Network[] {
  return networks.flatMap(({network}) => parseNetwork(network) ?? [])
}

function byPlace(a: Difference, b: Difference): number {
  return (
    driftLists.indexOf(a.list) - driftLists.indexOf(b.list) ||
    driftKinds.indexOf(a.kind) - driftKinds.indexOf(b.kind) ||
    compareText(fold(a.subject), fold(b.subject)) ||
    compareText(a.id ?? '', b.id ?? '') ||
    compareText(a.field ?? '', b.field ?? '') ||
    compareText(a.machines?.[0] ?? '', b.machines?.[0] ?? '')
  )
}
