import type {SpamRules} from '../../../model/spam-rules.ts'
import {foldMarks} from '../personal-data/phrase-book.ts'
import {Brands} from './brands.ts'
import {Lexicon} from './lexicon.ts'
import {WordReader} from './normalise.ts'

/** What a phrase tells. */
export type Meaning = 'strong' | 'weak' | 'other' | 'call' | 'act' | 'authority' | 'lawful' | 'innocent'

/** Rules made ready for fast looking up. */
export interface CompiledSpamRules {
  rules: SpamRules
  words: WordReader
  lexicon: Lexicon<Meaning>
  /** Of defaced pages: a book of their own, for they are looked for in few places. */
  defacement: Lexicon<'strong' | 'weak'>
  brands: Brands
  familyNames: ReadonlySet<string>
}

export function compileSpamRules(rules: SpamRules, familyNames: readonly string[] = []): CompiledSpamRules {
  const marksOnly = new Set(rules.marksOnly)
  const lexicon = new Lexicon<Meaning>()
    .add(rules.innocent, 'innocent')
    .add(rules.acts, 'act')
    .add(rules.authorities, 'authority')
    .add(rules.lawful, 'lawful')
    .add(rules.calls, 'call')
    .add(rules.gambling.strong, 'strong', marksOnly)
    .add(rules.gambling.weak, 'weak', marksOnly)
  for (const {phrases} of rules.otherSpam) lexicon.add(phrases, 'other')
  return {
    rules,
    words: new WordReader(rules),
    lexicon,
    defacement: new Lexicon<'strong' | 'weak'>().add(rules.defacement.strong, 'strong').add(rules.defacement.weak, 'weak'),
    brands: new Brands(rules),
    familyNames: new Set(familyNames.map(foldMarks)),
  }
}
