import {z} from 'zod'
import {deviceKinds} from './register.ts'
import {day} from './text.ts'

/** What a column of an asset list can be about. */
export const assetFields = [
  'name',
  'assetTag',
  'serial',
  'kind',
  'maker',
  'model',
  'unit',
  'place',
  'userRole',
  'purchasedOn',
  'price',
  'quantity',
  'status',
  'mac',
  'address',
] as const
export type AssetField = (typeof assetFields)[number]

const phrase = z.string().trim().min(2).max(80)
const phrases = z.array(phrase).min(1).max(100)

/** policies/import-columns.yaml: headings and words of asset lists. */
export const importColumns = z.strictObject({
  fields: z.partialRecord(z.enum(assetFields), phrases),
  personal: phrases,
  kinds: z.partialRecord(z.enum(deviceKinds), phrases),
  notDevices: phrases,
  statuses: z.partialRecord(z.enum(['in-use', 'spare', 'broken', 'disposed']), phrases),
  totals: phrases,
  moneyUnits: z.record(phrase, z.number().int().positive()),
  checkedOn: day,
})
export type ImportColumns = z.infer<typeof importColumns>

/** What somebody said of the columns of one kind of list; kept in the workspace for the next list with the same headings. */
export const columnMapping = z.strictObject({
  headings: z.array(z.string().max(200)).max(200).describe('All headings of the list, as they are written'),
  columns: z.record(z.string().max(200), z.enum([...assetFields, 'ignore'])).describe('Heading to field'),
  kind: z.enum(deviceKinds).optional().describe('What every row is, where the list does not say'),
})
export type ColumnMapping = z.infer<typeof columnMapping>
