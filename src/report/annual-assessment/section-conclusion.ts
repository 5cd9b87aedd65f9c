import type {Block} from '../document.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** Recipients and the empty place for signature and seal: signing happens in the office's own system. */
export function composeConclusion(_: AnnualInput, speaker: Speaker): Block[] {
  return [
    {
      kind: 'signature',
      recipientsTitle: speaker.say('recipientsTitle'),
      recipients: speaker
        .say('recipients')
        .replace(/\.$/, '')
        .split('; ')
        .map((recipient, index, all) => `- ${recipient}${index === all.length - 1 ? '.' : ';'}`),
      authority: [speaker.say('authority')],
      placeholder: speaker.say('signaturePlaceholder'),
    },
  ]
}
