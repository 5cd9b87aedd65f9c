import type {GroupResult} from '../../model/assessment.ts'
import type {Block, Tone} from '../document.ts'
import {cell} from './cells.ts'
import type {AnnualInput} from './input.ts'
import {groupName} from './section-summary.ts'
import type {Speaker} from './speaker.ts'

const groupTones = {meets: 'good', 'does-not-meet': 'bad', insufficient: 'unknown'} as const satisfies Record<GroupResult['verdict'], Tone>

/** Verdict of each group, in the order of the catalogue. */
export function composeGroups(input: AnnualInput, speaker: Speaker): Block[] {
  return [
    {
      kind: 'table',
      columns: [
        {header: speaker.say('colNumber'), share: 6, align: 'center'},
        {header: speaker.say('colGroup'), share: 36},
        {header: speaker.say('colVerdict'), share: 20},
        {header: speaker.say('colMet'), share: 9, align: 'center'},
        {header: speaker.say('colPartly'), share: 10, align: 'center'},
        {header: speaker.say('colNotMet'), share: 10, align: 'center'},
        {header: speaker.say('colUnknown'), share: 9, align: 'center'},
      ],
      rows: input.assessment.groups
        .filter((group) => !group.informative)
        .map((group, index) => [
          cell(String(index + 1), {align: 'center'}),
          cell(groupName(input, group.id, speaker)),
          cell(speaker.label('group', group.verdict), {tone: groupTones[group.verdict]}),
          ...[group.counts.met, group.counts.partlyMet, group.counts.notMet, group.counts.unknown].map((count) =>
            cell(String(count), {align: 'center'}),
          ),
        ]),
      size: 11,
    },
  ]
}
