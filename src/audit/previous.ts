import {type Assessment, assessment as assessmentSchema, type Verdict} from '../model/assessment.ts'
import type {PreviousAssessment} from '../report/annual-assessment/input.ts'
import type {StoreReader} from '../store/store.ts'
import {packageFiles} from './manifest.ts'

/** The newest stored assessment of a system made for a day before this one. */
export async function findPrevious(store: StoreReader, systemId: string, on: string): Promise<Assessment | undefined> {
  let newest: {id: string; on: string} | undefined
  for (const id of await store.listAssessments()) {
    const day = new RegExp(`^${systemId.replaceAll('.', '\\.')}-(\\d{4}-\\d{2}-\\d{2})-[0-9a-f]+$`).exec(id)?.[1]
    if (day !== undefined && day < on && (!newest || day >= newest.on)) newest = {id, on: day}
  }
  const files = newest && (await store.readAssessment(newest.id))
  const data = files?.get(packageFiles.assessment)
  if (!data) return undefined
  // An older version of the tool may have written another shape: then there is nothing to compare with.
  const parsed = assessmentSchema.safeParse(JSON.parse(Buffer.from(data).toString('utf8')))
  return parsed.success ? parsed.data : undefined
}

const ranks = {met: 3, 'partly-met': 2, unknown: 1, 'not-met': 0} as const

/** How verdicts moved between two assessments of the same system. */
export function comparePrevious(previous: Assessment, current: Assessment): PreviousAssessment {
  const before = new Map(previous.findings.map((finding) => [finding.requirement, finding.verdict]))
  const moved = {improved: 0, worsened: 0, same: 0}
  for (const finding of current.findings) {
    const change = rank(finding.verdict) - rank(before.get(finding.requirement) ?? finding.verdict)
    if (change > 0) moved.improved++
    else if (change < 0) moved.worsened++
    else moved.same++
  }
  return {id: previous.id, on: previous.on, conclusion: previous.conclusion, ...moved}
}

/** Not applicable ranks with met: neither asks for work. */
function rank(verdict: Verdict): number {
  return verdict === 'not-applicable' ? ranks.met : ranks[verdict]
}
