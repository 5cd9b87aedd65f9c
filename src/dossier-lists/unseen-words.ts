import {fillTemplate} from '../lib/template.ts'
import type {Labels} from '../model/report-words.ts'
import type {Language} from '../model/text.ts'
import type {Unseen} from './lists.ts'
import type {ListsWords} from './words.ts'

/** What was not seen, and why, as a person reads it. */
export function unseenWords(
  {code, fact, field, reason, values}: Unseen,
  words: ListsWords,
  labels: Pick<Labels, 'fact' | 'reason'>,
  language: Language,
): {what: string; reason: string} {
  const what = fillTemplate(words.unseen[code][language], {
    ...values,
    fact: labels.fact[fact as keyof Labels['fact']]?.[language] ?? fact ?? '',
    field: words.fields[field as keyof ListsWords['fields']]?.[language] ?? field ?? '',
  })
  return {what, reason: reason === undefined ? '' : (labels.reason[reason as keyof Labels['reason']]?.[language] ?? reason)}
}
