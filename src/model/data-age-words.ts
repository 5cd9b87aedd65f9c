import {z} from 'zod'
import {dataSetIds} from './data-sets.ts'
import {localized} from './text.ts'

/** reports/data-ages.yaml: one sentence on how old the data sets are. */
export const dataAgeWords = z.strictObject({
  lead: localized,
  names: z.record(z.enum(dataSetIds), localized),
  fresh: localized,
  old: localized,
  none: localized,
})
export type DataAgeWords = z.infer<typeof dataAgeWords>
