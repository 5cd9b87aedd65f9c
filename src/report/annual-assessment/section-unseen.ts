import type {Block} from '../document.ts'
import {cell} from './cells.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** What could not be seen on the machines, and how many questions nobody answered. */
export function composeUnseen(input: AnnualInput, speaker: Speaker): Block[] {
  const questions = input.assessment.findings.filter((finding) => finding.counted && finding.parts.answer !== undefined)
  const open = questions.filter((finding) => !finding.attestation)
  const blocks: Block[] = [
    {kind: 'paragraph', runs: [{text: speaker.say('unansweredCount', {count: open.length, total: questions.length})}], align: 'left'},
  ]
  if (input.unseen.length === 0) return [...blocks, {kind: 'paragraph', runs: [{text: speaker.say('allSeen')}], align: 'left'}]
  blocks.push({
    kind: 'table',
    columns: [
      {header: speaker.say('colFact'), share: 30},
      {header: speaker.say('colReason'), share: 24},
      {header: speaker.say('colDetail'), share: 36},
      {header: speaker.say('colCount'), share: 10, align: 'center'},
    ],
    rows: input.unseen.map((item) => [
      cell(item.field ? `${speaker.label('fact', item.fact)}: ${item.field}` : speaker.label('fact', item.fact)),
      cell(speaker.label('reason', item.reason)),
      cell(item.detail),
      cell(String(item.machines), {align: 'center'}),
    ]),
    size: 10,
  })
  return blocks
}
