import {z} from 'zod'
import {source} from './policy.ts'
import {type Device, proposals} from './register.ts'
import type {EndpointFactSet} from './snapshot.ts'
import {day} from './text.ts'

export const priorities = ['high', 'medium', 'low'] as const
export type Priority = (typeof priorities)[number]

/** What the tool may propose: one of a person's choices, or that it does not know enough. */
export const plannedProposals = [...proposals, 'undecided'] as const
export type PlannedProposal = (typeof plannedProposals)[number]

const expression = z.string().trim().min(1).max(1000)
const words = z.string().trim().min(1).max(500)

/** policies/replacement.yaml: when a device no longer protects, and what is proposed then. */
export const replacementRules = z.strictObject({
  validFrom: day,
  source,
  endingMonths: z.number().int().min(1).max(60),
  windows11: z.strictObject({
    memoryMb: z.number().int().min(1),
    diskGb: z.number().int().min(1),
    cores: z.number().int().min(1),
    tpmMajor: z.number().int().min(1),
    cpuSinceYear: z.number().int().min(2000).describe('Machines bought before have a processor that is not listed'),
    cpus: z
      .array(z.strictObject({pattern: z.string().max(200), below: z.number().int()}))
      .describe('The first group of the pattern is the generation; one below is not listed'),
    source,
  }),
  reasons: z.array(z.strictObject({id: z.string().max(50), when: expression, risk: z.enum(priorities), text: words})).min(1),
  proposals: z
    .array(
      z.strictObject({
        when: expression,
        proposal: z.enum(plannedProposals),
        priority: z.enum(priorities),
        afterYears: z.number().int().min(0).max(10),
        note: words.optional(),
      }),
    )
    .min(1),
})
export type ReplacementRules = z.infer<typeof replacementRules>

/** Conditions of Windows 11. */
export const shortfalls = ['memory', 'disk', 'cores', 'processor', 'tpm', 'secure-boot'] as const
export type Shortfall = (typeof shortfalls)[number]

/** Facts of a device with the last day of support of its operating system, where that is known. */
export interface SeenDevice {
  facts: EndpointFactSet
  supportEnds: string | undefined
}

/** One device of the plan; undefined fields are not known. */
export interface PlanRow {
  id: string
  name: string
  device: Device | undefined
  seen: SeenDevice | undefined
  reasons: string[]
  risk: Priority | undefined
  proposal: PlannedProposal
  note: string | undefined
  priority: Priority | undefined
  year: number | undefined
  /** VND, as a person estimated it. */
  cost: number | undefined
  decidedBy: 'person' | 'tool'
}

/** Devices that something is to be done about, of one office in one year. */
export interface PlanTotal {
  office: string | undefined
  year: number | undefined
  counts: Partial<Record<PlannedProposal, number>>
  devices: number
  /** Sum of the estimates there are, and how many devices have none. */
  cost: number
  withoutCost: number
}

/** How many computers lose support when: already, in each of the next quarters, later, at a day nobody knows. */
export interface SupportCurve {
  ended: number
  quarters: {year: number; quarter: number; count: number}[]
  later: number
  unknown: number
}
