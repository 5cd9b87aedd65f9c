import type {Assessment, Finding} from '../model/assessment.ts'

/** Something a person can do: mend a failing check, answer a question, or look at machines nobody has seen. */
export type Step =
  | {kind: 'fix'; check: string; machines: number}
  | {kind: 'see'; check: string; machines: number}
  | {kind: 'answer'; requirement: string}
  | {kind: 'declare'}
  | {kind: 'probe'}

export interface Action {
  step: Step
  /** Requirements that become met by this step alone, and by how much conformity rises then (0..1). */
  completes: string[]
  gain: number
  /** Requirements that need other steps as well. */
  helps: string[]
}

/** Steps that are open, the most useful first. */
export function rankActions(assessment: Assessment): Action[] {
  const {applicable} = assessment.index.sums
  const actions = new Map<string, Action & {share: number}>()
  for (const finding of assessment.findings) {
    if (!finding.counted || finding.verdict === 'met' || finding.verdict === 'not-applicable') continue
    const steps = openSteps(finding, assessment)
    const missing = finding.verdict === 'partly-met' ? finding.weight / 2 : finding.weight
    for (const step of steps) {
      const key = keyOf(step)
      const action = actions.get(key) ?? {step, completes: [], gain: 0, helps: [], share: 0}
      if (steps.length === 1) {
        action.completes.push(finding.requirement)
        action.gain += applicable === 0 ? 0 : missing / applicable
      } else action.helps.push(finding.requirement)
      action.share += missing / steps.length
      actions.set(key, action)
    }
  }
  return [...actions.values()]
    .sort((a, b) => b.share - a.share || (keyOf(a.step) < keyOf(b.step) ? -1 : 1))
    .map(({share: _, ...action}) => action)
}

function openSteps(finding: Finding, assessment: Assessment): Step[] {
  const steps: Step[] = []
  for (const {check, tally} of finding.checks) {
    if (tally.fail > 0) steps.push({kind: 'fix', check, machines: tally.fail})
    else if (tally.unknown > 0) steps.push({kind: 'see', check, machines: tally.unknown})
  }
  const asksMachines = finding.checks.some(({target}) => target !== 'site')
  if (asksMachines && (finding.unseen > 0 || !assessment.scope.declared)) steps.push({kind: 'declare'})
  if ((finding.unseenSites ?? 0) > 0) steps.push({kind: 'probe'})
  if (finding.parts.answer !== undefined && finding.parts.answer !== 'met' && finding.parts.answer !== 'not-applicable')
    steps.push({kind: 'answer', requirement: finding.requirement})
  return steps
}

function keyOf(step: Step): string {
  if (step.kind === 'declare' || step.kind === 'probe') return step.kind
  return step.kind === 'answer' ? `answer ${step.requirement}` : `${step.kind} ${step.check}`
}
