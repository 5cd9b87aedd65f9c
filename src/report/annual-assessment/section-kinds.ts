import type {Finding, Verdict} from '../../model/assessment.ts'
import type {Requirement} from '../../model/policy.ts'
import type {Block} from '../document.ts'
import {cell} from './cells.ts'
import type {SectionComposer} from './compose.ts'
import {groupName} from './section-summary.ts'

const verdictColumns = [
  ['met', 'colMet'],
  ['partly-met', 'colPartly'],
  ['not-met', 'colNotMet'],
  ['unknown', 'colUnknown'],
  ['not-applicable', 'colNotApplicable'],
] as const satisfies [Verdict, string][]

/** Counts of verdicts by group, over the management or the technical requirements. */
export function composeKinds(kind: Requirement['kind']): SectionComposer {
  return (input, speaker): Block[] => {
    const kinds = new Map(
      input.policy.groups.flatMap((group) => group.requirements.map((requirement) => [requirement.id, requirement.kind] as const)),
    )
    const groups = new Map<string, Finding[]>()
    for (const finding of input.assessment.findings) {
      if (!finding.counted || kinds.get(finding.requirement) !== kind) continue
      groups.set(finding.group, [...(groups.get(finding.group) ?? []), finding])
    }
    if (groups.size === 0) return []
    return [
      {
        kind: 'table',
        columns: [
          {header: speaker.say('colGroup'), share: 40},
          ...verdictColumns.map(([, word]) => ({header: speaker.say(word), share: 12, align: 'center' as const})),
        ],
        rows: [...groups].map(([id, findings]) => [
          cell(groupName(input, id, speaker)),
          ...verdictColumns.map(([verdict]) =>
            cell(String(findings.filter((finding) => finding.verdict === verdict).length), {align: 'center'}),
          ),
        ]),
        size: 11,
      },
    ]
  }
}
