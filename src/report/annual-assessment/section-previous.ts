import type {Block} from '../document.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** What became of the assessment before this one. */
export function composePrevious(input: AnnualInput, speaker: Speaker): Block[] {
  const {previous} = input
  const text = previous
    ? speaker.say('previousLine', {...previous, conclusion: speaker.label('conclusion', previous.conclusion)})
    : speaker.say('noPrevious')
  return [{kind: 'paragraph', runs: [{text}], align: 'justify'}]
}
