import {present} from '../../lib/present.ts'
import type {Device} from '../../model/register.ts'
import type {ImportedDevice} from '../importer.ts'
import type {Entry, Inventory} from './inventory.ts'
import {first, type Look} from './look.ts'

/** What GLPI and FusionInventory call kinds of devices. */
const kinds: Readonly<Record<string, Device['kind']>> = {
  printer: 'printer',
  networking: 'network',
  networkequipment: 'network',
  phone: 'phone',
  storage: 'storage',
  video: 'camera',
}

/** Android tells itself apart from a PC by its name alone. */
const phoneSystems = /\bandroid\b|\bios\b/i

/** True for a phone, a printer, a switch, or what a scan of the network found: no PC whose facts could be judged. */
export function isDevice(inventory: Inventory): boolean {
  const type = inventory.itemType?.toLowerCase()
  if (type !== undefined && type !== 'computer') return true
  if (inventory.sections.device || inventory.sections.network_device) return true
  if (!/^(?:inventory|injector)$/.test(inventory.action)) return true
  return phoneSystems.test(first(inventory, 'operatingsystem')['full_name'] ?? first(inventory, 'hardware')['osname'] ?? '')
}

/** The devices of an answer, one or many, for the register of devices. */
export function mapDevices(look: Look): ImportedDevice[] {
  const {inventory} = look
  const entries = inventory.sections.device
  const devices = entries ? entries.flatMap((entry) => deviceOf(look, deviceFields(entry))) : deviceOf(look, ownFields(inventory))
  if (entries) look.tally.drop(nothingTold, entries.length - devices.length)
  // Ports, toner and programs of such devices are of no use here.
  const used = entries ? entries.length : Math.min(1, devices.length) * countOf(inventory, ['hardware', 'network_device', 'bios'])
  const all = Object.values(inventory.sections).reduce((sum, list) => sum + list.length, 0)
  look.tally.drop(parts, all - used)
  return devices
}

interface Told {
  type: string | undefined
  name: string | undefined
  serial: string | undefined
  maker: string | undefined
  model: string | undefined
  mac: string | undefined
  address: string | undefined
}

function deviceFields(entry: Entry): Told {
  const of = (...names: string[]) => names.flatMap((name) => entry[name] ?? entry[`info.${name}`] ?? [])[0]
  return {
    type: of('type'),
    name: of('name', 'snmphostname', 'dnshostname', 'netbiosname'),
    serial: of('serial'),
    maker: of('manufacturer', 'firmwares.manufacturer'),
    model: of('model', 'firmwares.name'),
    mac: of('mac'),
    address: of('ip', 'ips.ip'),
  }
}

function ownFields(inventory: Inventory): Told {
  const network = first(inventory, 'network_device')
  const hardware = first(inventory, 'hardware')
  const bios = first(inventory, 'bios')
  const phone = phoneSystems.test(hardware['osname'] ?? first(inventory, 'operatingsystem')['full_name'] ?? '')
  return {
    type: network['type'] ?? inventory.itemType ?? (phone ? 'phone' : undefined),
    name: network['name'] ?? hardware['name'] ?? inventory.deviceId?.replace(/-\d{4}(?:-\d{2}){5}$/, ''),
    serial: network['serial'] ?? bios['ssn'] ?? bios['msn'],
    maker: network['manufacturer'] ?? bios['smanufacturer'] ?? bios['mmanufacturer'],
    model: network['model'] ?? bios['smodel'] ?? bios['mmodel'],
    mac: network['mac'] ?? first(inventory, 'networks')['mac'],
    address: network['ips'] ?? first(inventory, 'networks')['ipaddress'],
  }
}

function deviceOf(look: Look, told: Told): ImportedDevice[] {
  const name = told.name ?? told.address ?? told.mac ?? told.model
  if (name === undefined) return []
  const macs = told.mac === undefined ? [] : [told.mac.slice(0, 50)]
  const addresses = told.address === undefined ? [] : [told.address.slice(0, 60)]
  const kind = kinds[told.type?.toLowerCase() ?? ''] ?? 'other'
  const {serial, maker, model} = told
  const device = {name: name.slice(0, 255), kind, macs, addresses, ...present({serial, maker, model})}
  const identity = {...present({serial: serial?.slice(0, 255), hostname: told.name?.slice(0, 255)}), macs, addresses}
  return [{kind: 'device', name: device.name, identity, observedAt: look.observedAt, device, facts: {}}]
}

function countOf(inventory: Inventory, names: readonly ('hardware' | 'network_device' | 'bios')[]): number {
  return names.reduce((sum, name) => sum + (inventory.sections[name]?.length ?? 0), 0)
}

const nothingTold = {vi: 'Thiết bị mạng không có tên, địa chỉ hay MAC', en: 'Network devices without name, address or MAC'}
const parts = {
  vi: 'Chi tiết của thiết bị không phải máy tính (cổng, mực in, ứng dụng): không dùng',
  en: 'Details of devices that are no PC (ports, toner, programs): not used',
}
