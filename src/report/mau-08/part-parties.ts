import type {Block} from '../document.ts'
import {cell, centred, type Mau08Input, type Mau08Part, type Speaker} from './speaker.ts'
import type {Mau08Body} from './values.ts'

/** Part 2: each owner with its specialised units, five items each; the pair is repeated for each owner. */
export const composeParties: Mau08Part = (input, speaker) => {
  const {parties} = input.values
  const {heading, ownerCaption, unitCaption, owner, unit} = input.words.part2
  const blocks: Block[] = [{kind: 'heading', level: 2, text: heading}]
  for (const party of parties) {
    blocks.push(bodyTable(party.owner, '2.a', ownerCaption, owner, input, speaker))
    const units = party.units.length > 0 ? party.units : [{name: '', registered: false}]
    for (const body of units) blocks.push(bodyTable(body, '2.b', unitCaption, unit, input, speaker))
  }
  return blocks
}

function bodyTable(
  body: Mau08Body,
  part: '2.a' | '2.b',
  caption: string,
  labels: readonly string[],
  {words}: Mau08Input,
  speaker: Speaker,
): Block {
  const {columns} = words.part2
  const texts = [
    body.name,
    body.functions ?? '',
    joined(body.representative, body.position),
    body.address ?? '',
    joined(body.phone, body.email),
  ]
  const missing = words.marks.missing
  const isUnknown = !body.registered
  return {
    kind: 'table',
    caption,
    columns: [
      {header: columns.number, share: 7},
      {header: columns.label, share: 43},
      {header: columns.value, share: 50},
    ],
    rows: labels.map((label, index) => {
      const column = `${part}(${index + 1})`
      const text = texts[index] ?? ''
      // An issue without a body's name is one about there being none.
      const shown = isUnknown && text === '' ? missing : speaker.marked(text, column, body.name || undefined)
      return [centred(`(${index + 1})`), cell(label), cell(shown)]
    }),
    size: 12,
  }
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ')
}
