import {z} from 'zod'
import {assessmentRecord, device, document, incident, person, type Register, system, training} from '../model/register.ts'
import {type EntryKind, entryKinds} from '../model/register-words.ts'
import {site} from '../model/registered-site.ts'
import type {Localized} from '../model/text.ts'
import {fieldsOf, flatten} from './fields.ts'
import {entriesOf, kinds} from './kinds.ts'
import type {Incoming} from './merge.ts'

export const exportSchema = 'stp-sec/register-entries/1'

/** What a YAML export holds: the entries that commands and workbook keep. */
export const exported = z.strictObject({
  schema: z.literal(exportSchema),
  systems: z.array(system).optional(),
  documents: z.array(document).optional(),
  people: z.array(person).optional(),
  incidents: z.array(incident).optional(),
  trainings: z.array(training).optional(),
  devices: z.array(device).optional(),
  sites: z.array(site).optional(),
  assessments: z.array(assessmentRecord).optional(),
})
export type Exported = z.infer<typeof exported>

export function exportOf(register: Register): Exported {
  const collections = entryKinds.map((kind) => [kinds[kind].collection, entriesOf(register, kind)])
  return {schema: exportSchema, ...Object.fromEntries(collections)}
}

/** The entries of a file; each is whole, so what one does not have is emptied. */
export function incomingOf(file: Exported, placeOf: (path: readonly PropertyKey[]) => Localized): Incoming[] {
  return entryKinds.flatMap((kind: EntryKind) => {
    const {collection} = kinds[kind]
    const covers = new Set(fieldsOf(kind).map(({path}) => path))
    return (file[collection] ?? []).map((entry, index) => ({
      kind,
      values: flatten(kind, entry),
      covers,
      placeOf: (path: string) => placeOf([collection, index, ...path.split('.')]),
    }))
  })
}
