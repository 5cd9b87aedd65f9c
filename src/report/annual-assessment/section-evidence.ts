import type {Block} from '../document.ts'
import {cell} from './cells.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** Files of the assessment folder with their hashes, and where the journal ended: with the report signed, nobody can rewrite it. */
export function composeEvidence(input: AnnualInput, speaker: Speaker): Block[] {
  return [
    {
      kind: 'table',
      columns: [
        {header: speaker.say('colFile'), share: 30},
        {header: speaker.say('colHash'), share: 70},
      ],
      rows: input.evidenceFiles.map((file) => [cell(file.path), cell(file.sha256)]),
      size: 10,
    },
    ...(input.journal
      ? [{kind: 'paragraph' as const, runs: [{text: speaker.say('journalHead', {...input.journal, seq: String(input.journal.seq)})}]}]
      : []),
  ]
}
