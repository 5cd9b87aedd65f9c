import {z} from 'zod'
import {conclusions, counts, groupVerdicts, verdicts} from '../model/assessment.ts'
import type {Policy} from '../model/policy.ts'
import {day} from '../model/text.ts'
import type {Mau08Evaluation} from '../report/mau-08/values.ts'
import type {StoreReader} from '../store/store.ts'
import {packageFiles} from './manifest.ts'

/** What Mẫu 08 reads of a stored assessment; the whole of it is ten times slower to check. */
const readAssessment = z.object({
  id: z.string(),
  on: day,
  system: z.object({id: z.string()}),
  policy: z.object({id: z.string()}),
  overlays: z.array(z.object({id: z.string()})).default([]),
  conclusion: z.enum(conclusions),
  groups: z.array(z.object({id: z.string(), informative: z.boolean(), verdict: z.enum(groupVerdicts), counts})),
  findings: z.array(z.object({requirement: z.string(), verdict: z.enum(verdicts), counted: z.boolean()})),
})

export type StoredEvaluation = Omit<Mau08Evaluation, 'inWindow' | 'entered'>

/** The newest stored assessment of each system up to a day; one in memory at a time. */
export async function readEvaluations(
  store: StoreReader,
  on: string,
  policies: ReadonlyMap<string, Policy>,
  signal?: AbortSignal,
): Promise<Map<string, StoredEvaluation>> {
  const newest = new Map<string, {id: string; on: string}>()
  for (const id of await store.listAssessments()) {
    const [, system, made] = /^(.+)-(\d{4}-\d{2}-\d{2})-[0-9a-f]+$/.exec(id) ?? []
    if (system === undefined || made === undefined || made > on) continue
    const known = newest.get(system)
    if (!known || made > known.on || (made === known.on && id > known.id)) newest.set(system, {id, on: made})
  }
  const titles = new Map([...policies].map(([id, policy]) => [id, indexPolicy(policy)]))
  const evaluations = new Map<string, StoredEvaluation>()
  for (const [system, {id}] of newest) {
    signal?.throwIfAborted()
    const data = (await store.readAssessment(id))?.get(packageFiles.assessment)
    const parsed = data && readAssessment.safeParse(JSON.parse(Buffer.from(data).toString('utf8')))
    // Another version of the tool may have written another shape: then the system counts as not assessed.
    if (parsed?.success && parsed.data.system.id === system) evaluations.set(system, evaluationOf(parsed.data, titles))
  }
  return evaluations
}

interface PolicyIndex {
  groups: Map<string, string>
  requirements: Map<string, {title: string; management: boolean}>
}

function indexPolicy({groups}: Policy): PolicyIndex {
  return {
    groups: new Map(groups.map(({id, name}) => [id, name.vi])),
    requirements: new Map(
      groups.flatMap((group) =>
        group.requirements.map(({id, title, kind}) => [id, {title: title.vi, management: kind === 'management'}] as const),
      ),
    ),
  }
}

function evaluationOf(read: z.infer<typeof readAssessment>, policies: ReadonlyMap<string, PolicyIndex>): StoredEvaluation {
  const known = [read.policy, ...read.overlays].flatMap(({id}) => policies.get(id) ?? [])
  const groupName = (id: string) => known.map(({groups}) => groups.get(id)).find((name) => name !== undefined) ?? id
  const management = {met: 0, partlyMet: 0, notMet: 0, unknown: 0, notApplicable: 0}
  const keys = {met: 'met', 'partly-met': 'partlyMet', 'not-met': 'notMet', unknown: 'unknown', 'not-applicable': 'notApplicable'} as const
  const short: StoredEvaluation['short'] = []
  for (const {requirement, verdict, counted} of read.findings) {
    if (!counted) continue
    const named = known.map(({requirements}) => requirements.get(requirement)).find((words) => words !== undefined)
    if (named?.management) management[keys[verdict]]++
    if (verdict === 'not-met' || verdict === 'partly-met') short.push({title: named?.title ?? requirement, verdict})
  }
  return {
    id: read.id,
    on: read.on,
    conclusion: read.conclusion,
    groups: read.groups
      .filter(({informative}) => !informative)
      .map(({id, verdict, counts: sums}) => ({name: groupName(id), verdict, counts: sums})),
    management,
    short,
  }
}
