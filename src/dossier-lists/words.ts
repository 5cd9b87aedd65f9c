import {z} from 'zod'
import {source} from '../model/policy.ts'
import {id, localized} from '../model/text.ts'
import {addressKinds, unseenCodes} from './lists.ts'

/** Columns of each sheet, in the order in which they are written. */
export const sheetColumns = {
  devices: [
    'id',
    'name',
    'kind',
    'manufacturer',
    'model',
    'serial',
    'os',
    'version',
    'build',
    'supportEnds',
    'addresses',
    'macs',
    'lastSeen',
    'location',
    'purpose',
    'responsible',
  ],
  applications: ['name', 'versions', 'publishers', 'sources', 'count', 'machines', 'purpose'],
  services: ['processes', 'protocol', 'port', 'reach', 'count', 'machines', 'purpose'],
  networks: ['network', 'name', 'kind', 'count', 'purpose'],
  addresses: ['address', 'network', 'kind', 'machine', 'adapter', 'adapterKind', 'mac'],
  unseen: ['what', 'reason', 'detail', 'count', 'machines'],
} as const
export type SheetKey = keyof typeof sheetColumns
export const sheetKeys = Object.keys(sheetColumns) as SheetKey[]
/** The sheets that are read again; what was not seen is taken from the inventory. */
export type ReadKey = Exclude<SheetKey, 'unseen'>
export const readKeys = sheetKeys.filter((key): key is ReadKey => key !== 'unseen')

export const infoKeys = ['system', 'systemName', 'on', 'basis', 'schema', 'tool', 'machines', 'counts', 'rules'] as const

const chassis = ['desktop', 'laptop', 'server', 'vm', 'container', 'other'] as const
const adapters = ['ethernet', 'wifi', 'vpn', 'virtual', 'mobile', 'loopback', 'other'] as const
const fields = [
  'manufacturer',
  'model',
  'serial',
  'supportEnds',
  'interfaces.addresses',
  'items',
  'listening',
  'listening.process',
] as const

const labelsOf = <K extends string>(keys: readonly K[]) => z.record(z.enum(keys), localized)
const columnsOf = <K extends string>(keys: readonly K[]) =>
  z.record(z.enum(keys), localized.extend({width: z.number().int().min(4).max(100)}))

/** reports/dossier-lists.yaml: names of sheets and columns, and every word that is written into them. */
export const listsWords = z.strictObject({
  id,
  version: z.string(),
  source,
  title: localized,
  basis: localized,
  sheets: labelsOf(['info', ...sheetKeys] as const),
  columns: z.strictObject({
    devices: columnsOf(sheetColumns.devices),
    applications: columnsOf(sheetColumns.applications),
    services: columnsOf(sheetColumns.services),
    networks: columnsOf(sheetColumns.networks),
    addresses: columnsOf(sheetColumns.addresses),
    unseen: columnsOf(sheetColumns.unseen),
  }),
  cells: labelsOf(['unseen', 'none', 'never', 'outside', 'unplanned', 'badNetwork'] as const),
  kinds: labelsOf(chassis),
  adapters: labelsOf(adapters),
  reach: labelsOf(['network', 'local'] as const),
  addressKinds: labelsOf(addressKinds),
  unseen: labelsOf(unseenCodes),
  fields: labelsOf(fields),
  empty: labelsOf([
    'devices',
    'applicationsUnseen',
    'applicationsNone',
    'servicesUnseen',
    'servicesNone',
    'networks',
    'addressesUnseen',
    'addressesNone',
  ] as const),
  info: labelsOf(infoKeys),
  machines: localized,
  counts: localized,
  notDeclared: localized,
  sample: localized,
  rules: z.array(localized).min(1),
})
export type ListsWords = z.infer<typeof listsWords>
