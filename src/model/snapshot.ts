import {z} from 'zod'
import {type Fact, factOf} from './fact.ts'
import {type HostFactName, type HostFactValue, hostFactNames, hostFacts} from './facts/host.ts'
import {type EndpointFactName, type EndpointFactValue, endpointFactNames, endpointFacts} from './facts/index.ts'
import {type SiteFactName, type SiteFactValue, siteFactNames, siteFacts} from './facts/site/index.ts'
import {moment} from './text.ts'

export const targetKinds = ['endpoint', 'site', 'host', 'system'] as const
export type TargetKind = (typeof targetKinds)[number]

export const target = z.strictObject({
  kind: z.enum(targetKinds),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'letters, digits, ".", "_" and "-" only'),
  name: z.string().min(1).max(255),
})
export type Target = z.infer<typeof target>

/** Names of all facts that a snapshot may hold. */
export const snapshotFactNames = [...endpointFactNames, ...hostFactNames, ...siteFactNames] as const
export type SnapshotFactName = EndpointFactName | HostFactName | SiteFactName

/** Made when a snapshot is first read: every command loads this file, and few read one. */
const shapesOf = (facts: Record<string, z.ZodType>): Record<string, z.ZodType> =>
  Object.defineProperties(
    {},
    Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, {enumerable: true, get: () => factOf(value).optional()}])),
  )
const namesByKind: Partial<Record<TargetKind, readonly string[]>> = {
  endpoint: endpointFactNames,
  host: hostFactNames,
  site: siteFactNames,
}

export const snapshotSchema = 'stp-sec/snapshot/1'

/** One target with its facts at one time; the document that collectors and importers write and checks read. */
export const snapshot = z
  .strictObject({
    schema: z.literal(snapshotSchema),
    target,
    collectedAt: moment,
    tool: z.strictObject({name: z.string(), version: z.string()}),
    facts: z.strictObject(shapesOf({...endpointFacts, ...hostFacts, ...siteFacts})),
  })
  .superRefine(({target: {kind}, facts}, context) => {
    const foreign = Object.keys(facts).find((name) => !namesByKind[kind]?.includes(name))
    if (foreign !== undefined) context.addIssue({code: 'custom', path: ['facts', foreign], message: `no fact of a target of kind ${kind}`})
  })
export type Snapshot = Omit<z.infer<typeof snapshot>, 'facts'> & {facts: EndpointFactSet & HostFactSet & SiteFactSet}
export type EndpointFactSet = {[N in EndpointFactName]?: Fact<EndpointFactValue<N>> | undefined}
export type HostFactSet = {[N in HostFactName]?: Fact<HostFactValue<N>> | undefined}
export type SiteFactSet = {[N in SiteFactName]?: Fact<SiteFactValue<N>> | undefined}
