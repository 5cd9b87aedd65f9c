import type {Block} from '../document.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** The instruments in force, each with how sure we are where it was not read at the source. */
export function composeBasis(input: AnnualInput, speaker: Speaker): Block[] {
  const last = input.instruments.length - 1
  return input.instruments.map((instrument, index) => {
    const citation =
      instrument.confidence === 'seen'
        ? instrument.citation
        : speaker.say('citationConfidence', {citation: instrument.citation, confidence: speaker.label('confidence', instrument.confidence)})
    return {kind: 'paragraph', runs: [{text: `${citation}${index === last ? '.' : ';'}`, italic: true}], align: 'justify'}
  })
}
