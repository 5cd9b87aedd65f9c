import {type Address, isPlanned, parseAddress} from '../lib/address.ts'
import type {Network as NetworkFact} from '../model/facts/network.ts'
import type {Os} from '../model/facts/os.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {Device} from './lists.ts'
import {cleanText, unique} from './text.ts'

/** An address of a machine with the adapter it is on. */
export interface AdapterAddress {
  address: Address
  adapter: string
  adapterKind: NetworkFact['interfaces'][number]['kind']
  mac: string | undefined
}

/** The row of a machine; what was not seen stays out. */
export function deviceOf(snapshot: Snapshot, supportEnds: string | undefined): Device {
  const {os, hardware} = snapshot.facts
  const {manufacturer, model, serial, chassis} = hardware?.ok ? hardware.value : {}
  const addresses = addressesOf(snapshot)
  const macs = macsOf(snapshot)
  return {
    id: snapshot.target.id,
    name: cleanText(snapshot.target.name) || snapshot.target.id,
    ...present('kind', chassis),
    ...present('manufacturer', manufacturer),
    ...present('model', model),
    ...present('serial', serial),
    ...present('os', os?.ok ? os.value.name : undefined),
    ...present('version', os?.ok ? os.value.version : undefined),
    ...present('build', os?.ok ? buildOf(os.value) : undefined),
    ...present('supportEnds', supportEnds),
    ...(addresses ? {addresses: [...new Set(addresses.sort(byAddress).map(({address}) => address.text))]} : {}),
    ...(macs ? {macs} : {}),
    lastSeen: snapshot.collectedAt,
  }
}

/** Addresses that say where a machine is; undefined when they could not be seen. */
export function addressesOf({facts: {network}}: Snapshot): AdapterAddress[] | undefined {
  if (!network?.ok || network.gaps?.['interfaces.addresses'] || network.gaps?.['interfaces']) return undefined
  return network.value.interfaces
    .filter(({kind}) => kind !== 'loopback')
    .flatMap(({name, kind, mac, addresses}) =>
      addresses
        .flatMap((written) => parseAddress(written) ?? [])
        .filter(isPlanned)
        .map((address) => ({
          address,
          adapter: cleanText(name),
          adapterKind: kind,
          mac: mac === undefined ? undefined : normalMac(mac),
        })),
    )
}

/** What stands among the addresses of a machine and is none. */
export function oddAddresses({facts: {network}}: Snapshot): string[] {
  if (!network?.ok) return []
  return network.value.interfaces.flatMap(({addresses}) => addresses.filter((written) => !parseAddress(written)))
}

/** The order of numbers, not of their digits. */
export function byAddress(a: Pick<AdapterAddress, 'address'>, b: Pick<AdapterAddress, 'address'>): number {
  if (a.address.version !== b.address.version) return a.address.version - b.address.version
  return a.address.value < b.address.value ? -1 : a.address.value > b.address.value ? 1 : 0
}

/** `02:00:00:00:00:0a`, however it was written; undefined for what belongs to no adapter. */
export function normalMac(text: string): string | undefined {
  const digits = text
    .trim()
    .toLowerCase()
    .replaceAll(/[:.\-\s]/g, '')
  if (!/^[0-9a-f]{12}$/.test(digits) || /^(?:0{12}|f{12})$/.test(digits)) return undefined
  return (digits.match(/../g) ?? []).join(':')
}

/** Virtual adapters and tunnels get a new number at every start: they identify no machine. */
function macsOf(snapshot: Snapshot): string[] | undefined {
  const {network} = snapshot.facts
  if (!network?.ok || network.gaps?.['interfaces']) return undefined
  return unique(
    network.value.interfaces
      .filter(({kind}) => kind !== 'loopback' && kind !== 'virtual' && kind !== 'vpn')
      .flatMap(({mac}) => (mac === undefined ? [] : (normalMac(mac) ?? []))),
  )
}

function buildOf({build, ubr, kernel}: Os): string | undefined {
  if (build !== undefined) return ubr === undefined ? `${build}` : `${build}.${ubr}`
  return kernel === undefined ? undefined : `kernel ${kernel}`
}

function present<K extends string>(key: K, value: string | undefined): {[P in K]?: string} {
  const text = value === undefined ? '' : cleanText(value)
  return (text === '' ? {} : {[key]: text}) as {[P in K]?: string}
}
