import {z} from 'zod'
import {day, moment} from '../model/text.ts'
import {cleanText, fold} from './text.ts'

export const listsSchema = 'stp-sec/dossier-lists/1'

const words = z
  .string()
  .max(4000)
  .transform((text) => cleanText(text))
const name = words.refine((text) => text !== '', 'must not be empty')
const names = z.array(name)

/** A device. An absent fact was not seen; an absent location, purpose or person was never said. */
export const device = z.strictObject({
  id: name.optional().describe('Absent only in rows that a person added'),
  name,
  kind: name.optional().describe('A chassis, or the words of whoever added the row'),
  manufacturer: name.optional(),
  model: name.optional(),
  serial: name.optional(),
  os: name.optional(),
  version: name.optional(),
  build: name.optional(),
  supportEnds: day.optional().describe('9999-12-31: the vendor has named no end'),
  addresses: names.optional(),
  macs: names.optional(),
  lastSeen: moment.optional(),
  location: name.optional(),
  purpose: name.optional(),
  responsible: name.optional(),
})
export type Device = z.infer<typeof device>

const count = z.number().int().min(0)

/** A program. `machines` are keys of devices. */
export const application = z.strictObject({
  name,
  versions: names,
  unversioned: z.boolean().optional().describe('Somewhere its version was not seen'),
  publishers: names,
  sources: names,
  machines: names,
  purpose: name.optional(),
})
export type Application = z.infer<typeof application>

/** A port that waits for connections. `processes` is empty where none was seen. */
export const service = z.strictObject({
  protocol: z.enum(['tcp', 'udp']),
  port: z.number().int().min(0).max(65_535),
  reach: z.enum(['network', 'local']),
  processes: names,
  machines: names,
  purpose: name.optional(),
})
export type Service = z.infer<typeof service>

export const addressKinds = ['private', 'public'] as const
export const zone = z.strictObject({
  network: name.describe('As the register has it; CIDR where it can be read'),
  name: name.optional(),
  purpose: name.optional(),
  kind: z.enum(addressKinds).optional().describe('Absent: no CIDR'),
  count: count.optional(),
})
export type Zone = z.infer<typeof zone>

export const seenAddress = z.strictObject({
  address: name,
  network: name.optional().describe('Absent: in none of the networks'),
  kind: z.enum(addressKinds).optional(),
  machine: name.describe('Key of a device'),
  adapter: name.optional(),
  adapterKind: name.optional(),
  mac: name.optional(),
})
export type SeenAddress = z.infer<typeof seenAddress>

export const unseenCodes = [
  'no-facts',
  'unreadable',
  'not-declared',
  'never-registered',
  'stale',
  'fact',
  'field',
  'unversioned',
  'nameless',
  'no-networks',
  'bad-network',
  'not-said',
] as const
export type UnseenCode = (typeof unseenCodes)[number]

/** One thing that was not seen, with the machines it was not seen on. */
export const unseen = z.strictObject({
  code: z.enum(unseenCodes),
  machines: names.describe('Keys of devices, or ids where there is no device'),
  fact: z.string().max(100).optional(),
  field: z.string().max(100).optional(),
  reason: z.string().max(100).optional(),
  detail: words.optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Unseen = z.infer<typeof unseen>

/** The lists of one system on a day: the document that `system lists` writes and `system drift` reads. */
export const dossierLists = z.strictObject({
  schema: z.literal(listsSchema),
  system: z.strictObject({id: name, name}),
  on: day,
  tool: z.string().max(100).optional(),
  sample: z.boolean().optional(),
  machines: z.strictObject({seen: count, members: count, declared: count.optional()}),
  devices: z.array(device),
  applications: z.array(application),
  services: z.array(service),
  networks: z.array(zone),
  addresses: z.array(seenAddress),
  unseen: z.array(unseen),
})
export type DossierLists = z.infer<typeof dossierLists>

/** What stands for a device in the other lists. */
export function keyOf(item: Pick<Device, 'id' | 'name'>): string {
  return item.id ?? `name:${fold(item.name)}`
}

/**
 * What people read for a device elsewhere: its name, or name and id where the name alone would not tell it apart or would
 * break the list it stands in. By key.
 */
export function labelsOf(devices: readonly Pick<Device, 'id' | 'name'>[]): Map<string, string> {
  const uses = new Map<string, number>()
  for (const item of devices) uses.set(fold(item.name), (uses.get(fold(item.name)) ?? 0) + 1)
  return new Map(
    devices.map((item) => {
      const isPlain = uses.get(fold(item.name)) === 1 && !/[;[\]]/.test(item.name)
      const label = item.id === undefined || isPlain ? item.name : `${item.name} [${item.id}]`
      return [keyOf(item), label.replaceAll(';', ',')]
    }),
  )
}
