import {judgeTarget} from '../check/judge.ts'
import type {Content} from '../content/content.ts'
import type {CheckUse} from '../grade/plan.ts'
import {worstOutcome} from '../grade/verdict.ts'
import type {Level, Policy} from '../model/policy.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {planFor} from '../pipeline.ts'

export interface WhatIf {
  from: Level
  to: Level
  added: {requirement: string; clause: string}[]
  dropped: string[]
  tightened: {requirement: string; value: string; before: unknown; after: unknown}[]
  /** Machines that fail a requirement at the new level and did not at the old one. */
  failing: {requirement: string; targets: string[]}[]
  /** Papers that the added requirements ask for. */
  documents: {requirement: string; evidence: string[]}[]
}

/** What another level would ask of a system, judged on stored facts. */
export async function compareLevels(
  content: Content,
  policyAt: (level: Level) => Policy,
  from: Level,
  to: Level,
  snapshots: AsyncIterable<Snapshot> | Iterable<Snapshot>,
  on: string,
  offices: Readonly<Record<string, string>> = {},
): Promise<WhatIf> {
  const before = planFor(content, policyAt(from), from)
  const after = planFor(content, policyAt(to), to)
  const known = new Set(before.requirements.filter(({group}) => !group.informative).map(({requirement}) => requirement.id))
  const wanted = after.requirements.filter(({group}) => !group.informative)
  const added = wanted.filter(({requirement}) => !known.has(requirement.id))
  const wantedIds = new Set(wanted.map(({requirement}) => requirement.id))
  const tightened = wanted.flatMap(({requirement}) =>
    known.has(requirement.id)
      ? Object.entries(requirement.values ?? {}).flatMap(([value, perLevel]) => {
          const [old, now] = [perLevel[`${from}`], perLevel[`${to}`]]
          return JSON.stringify(old) === JSON.stringify(now) || now === undefined
            ? []
            : [{requirement: requirement.id, value, before: old, after: now}]
        })
      : [],
  )
  const failing = new Map<string, string[]>()
  const usesBefore = new Map(before.requirements.map(({requirement, uses}) => [requirement.id, uses]))
  for await (const snapshot of snapshots) {
    const {id, name, kind} = snapshot.target
    const target = {id, name, kind, facts: snapshot.facts, office: offices[id]}
    // Rules for software may hold at one of the levels only.
    const resultsBefore = judgeTarget(content.checks, before.uses, {...target, level: from}, on)
    const resultsAfter = judgeTarget(content.checks, after.uses, {...target, level: to}, on)
    const outcome = (results: typeof resultsBefore, uses: readonly CheckUse[] | undefined) =>
      worstOutcome((uses ?? []).map((use) => results.get(use.key)?.outcome ?? 'unknown'))
    for (const {requirement, uses} of wanted)
      if (uses.length > 0 && outcome(resultsAfter, uses) === 'fail' && outcome(resultsBefore, usesBefore.get(requirement.id)) !== 'fail')
        failing.set(requirement.id, [...(failing.get(requirement.id) ?? []), snapshot.target.id])
  }
  return {
    from,
    to,
    added: added.map(({requirement}) => ({requirement: requirement.id, clause: requirement.clause[`${to}`] ?? ''})),
    dropped: [...known].filter((id) => !wantedIds.has(id)),
    tightened,
    failing: [...failing].map(([requirement, targets]) => ({requirement, targets})),
    documents: added.flatMap(({requirement}) =>
      requirement.ask ? [{requirement: requirement.id, evidence: requirement.ask.evidence}] : [],
    ),
  }
}
