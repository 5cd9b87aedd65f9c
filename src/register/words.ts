import type {EntryKind, FieldWords, RegisterWords} from '../model/register-words.ts'
import type {Field} from './fields.ts'
import type {ChoiceNames} from './values.ts'

/** What a field is called; every field has words, which the linter of the words sees to. */
export function wordsOf(words: RegisterWords, kind: EntryKind, field: Field): FieldWords {
  const found = words.kinds[kind].fields[field.path] ?? words.common[field.path]
  if (!found) throw new Error(`no words for ${kind} ${field.path}`)
  return found
}

/** Names of the values of a field: its choices, or yes and no. */
export function choiceNames(words: RegisterWords, kind: EntryKind, field: Field): ChoiceNames {
  return field.kind === 'boolean' ? words.boolean : (wordsOf(words, kind, field).choices ?? {})
}
