import type {LetterHeadWords} from '../model/letter-head-words.ts'
import type {Workspace} from '../model/workspace.ts'
import type {Block} from './document.ts'

/** The letter head of a sheet that the office makes for itself. */
export function letterHead(
  organisation: Pick<Workspace['organisation'], 'parent' | 'name'>,
  words: LetterHeadWords,
  fill: (template: string) => string,
): Block {
  return {
    kind: 'letter-head',
    parent: organisation.parent.toUpperCase(),
    issuer: organisation.name.toUpperCase(),
    nationalTitle: words.nationalTitle,
    motto: words.motto,
    number: fill(words.number),
    placeAndDate: fill(words.placeAndDate),
    typeName: words.typeName,
    subject: fill(words.subject),
  }
}
