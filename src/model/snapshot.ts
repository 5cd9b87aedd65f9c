import {z} from 'zod'
import {type Fact, factOf} from './fact.ts'
import {type EndpointFactName, type EndpointFactValue, endpointFactNames, endpointFacts} from './facts/index.ts'
import {moment} from './text.ts'

export const targetKinds = ['endpoint', 'site', 'host', 'system'] as const
export type TargetKind = (typeof targetKinds)[number]

export const target = z.strictObject({
  kind: z.enum(targetKinds),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'letters, digits, ".", "_" and "-" only'),
  name: z.string().min(1).max(255),
})
export type Target = z.infer<typeof target>

const endpointFactShapes = Object.fromEntries(endpointFactNames.map((name) => [name, factOf(endpointFacts[name]).optional()]))

export const snapshotSchema = 'stp-sec/snapshot/1'

/** One target with its facts at one time; the document that collectors write and checks read. */
export const snapshot = z.strictObject({
  schema: z.literal(snapshotSchema),
  target,
  collectedAt: moment,
  tool: z.strictObject({name: z.string(), version: z.string()}),
  facts: z.strictObject(endpointFactShapes),
})
export type Snapshot = Omit<z.infer<typeof snapshot>, 'facts'> & {facts: EndpointFactSet}
export type EndpointFactSet = {[N in EndpointFactName]?: Fact<EndpointFactValue<N>> | undefined}
