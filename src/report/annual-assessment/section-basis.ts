import type {Instrument} from '../../model/legal-basis.ts'
import type {Block} from '../document.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** The instruments in force, each with how sure we are where it was not read at the source; then what an older approval adds. */
export function composeBasis(input: AnnualInput, speaker: Speaker): Block[] {
  return [
    ...citations(input.instruments, speaker),
    ...(input.policy.overlays ?? []).map(
      (head): Block => ({
        kind: 'paragraph',
        runs: [
          {
            text: speaker.say(head.overlay === 'website' ? 'overlayLineSites' : 'overlayLine', {
              name: speaker.text(head.name),
              caveat: speaker.text(head.caveat),
            }),
          },
        ],
        align: 'justify',
      }),
    ),
    ...input.transitions.flatMap(({rule, instruments}): Block[] => [
      {kind: 'paragraph', runs: [{text: speaker.text(rule.text)}], align: 'justify'},
      ...citations(instruments, speaker),
    ]),
  ]
}

function citations(instruments: readonly Instrument[], speaker: Speaker): Block[] {
  const last = instruments.length - 1
  return instruments.map((instrument, index) => {
    const citation =
      instrument.confidence === 'seen'
        ? instrument.citation
        : speaker.say('citationConfidence', {citation: instrument.citation, confidence: speaker.label('confidence', instrument.confidence)})
    return {kind: 'paragraph', runs: [{text: `${citation}${index === last ? '.' : ';'}`, italic: true}], align: 'justify'}
  })
}
