import {loadIdentityRules} from '../content/load-identity-rules.ts'
import {type ClassifiedHost, classifyHosts} from '../inventory/classify-hosts.ts'
import {pairDevices} from '../inventory/pair-devices.ts'
import {contains, parseAddress, parseNetwork} from '../lib/address.ts'
import type {DataIndex} from '../model/data-sets.ts'
import type {HostFactValue} from '../model/facts/host.ts'
import type {Identity} from '../model/identity.ts'
import type {Device} from '../model/register.ts'
import type {Workspace} from '../model/workspace.ts'
import {openToRead} from '../store/folder-store.ts'

/** A scanned host with what it is to the office. */
export interface HostEntry extends ClassifiedHost {
  name: string
  addresses: string[]
  macs: {mac: string; vendor?: string | undefined}[]
  seenAt: string
  tcp: {port: number; service?: string | undefined}[]
  /** Best guess at the system. */
  guess: string | undefined
  /** Office whose network its address lies in. */
  office: string | undefined
}

export interface HostTable {
  workspace: Workspace
  hosts: HostEntry[]
  /** Devices of the register, each with the PC it is where one is known. */
  devices: (Device & {endpoint?: string})[]
  damaged: string[]
  dataIndex: DataIndex
}

/** Every host that a scan saw, told from the PCs and devices that are known. */
export async function readHostTable(folder: string): Promise<HostTable> {
  const store = await openToRead(folder)
  try {
    const [workspace, register, listed, dataIndex] = await Promise.all([
      store.readWorkspace(),
      store.readRegister(),
      store.listEndpoints(),
      store.readDataIndex(),
    ])
    const found: {entry: Omit<HostEntry, keyof ClassifiedHost>; id: string; identity: Identity}[] = []
    const damaged: string[] = []
    for await (const one of store.listTargets(['host'])) {
      if (!one.ok) {
        damaged.push(one.id)
        continue
      }
      const {snapshot, identity: told} = one.target
      const reach = snapshot.facts.reach?.ok ? (snapshot.facts.reach.value as HostFactValue<'reach'>) : undefined
      const ports = snapshot.facts.openPorts?.ok ? (snapshot.facts.openPorts.value as HostFactValue<'openPorts'>) : undefined
      const guess = snapshot.facts.osGuess?.ok ? (snapshot.facts.osGuess.value as HostFactValue<'osGuess'>) : undefined
      const macs = reach?.macs ?? []
      const identity: Identity = told ?? {
        hostname: reach?.hostnames[0]?.name,
        macs: macs.map(({mac}) => mac),
        addresses: [snapshot.target.name],
      }
      found.push({
        id: one.id,
        identity,
        entry: {
          name: snapshot.target.name,
          addresses: identity.addresses,
          macs,
          seenAt: snapshot.collectedAt,
          tcp: (ports?.tcp ?? []).map(({port, service}) => ({port, service})),
          guess: guess?.name,
          office: officeOf(identity.addresses, workspace),
        },
      })
    }
    const rows = listed.flatMap((one) => (one.ok ? [one.row] : []))
    const states = new Map(classifyHosts(found, rows, register.devices, loadIdentityRules()).map((host) => [host.id, host]))
    const hosts = found.flatMap(({id, entry}) => {
      const state = states.get(id)
      return state ? [{...state, ...entry}] : []
    })
    const pairs = pairDevices(register.devices, rows, loadIdentityRules())
    const devices = register.devices.map((device) => {
      const pair = pairs.get(device.id)
      return pair ? {...device, endpoint: pair.endpoint} : device
    })
    return {workspace, hosts, devices, damaged, dataIndex}
  } finally {
    await store.close()
  }
}

function officeOf(addresses: readonly string[], {networks = []}: Workspace): string | undefined {
  const parsed = addresses.flatMap((text) => parseAddress(text) ?? [])
  return networks.find(({cidr}) => {
    const network = parseNetwork(cidr)
    return network !== undefined && parsed.some((address) => contains(network, address))
  })?.office
}
