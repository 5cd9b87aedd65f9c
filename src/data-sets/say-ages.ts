import {formatDay} from '../lib/dates.ts'
import {fillTemplate} from '../lib/template.ts'
import type {DataAgeWords} from '../model/data-age-words.ts'
import type {DataAge} from '../model/data-sets.ts'
import type {Language} from '../model/text.ts'
import {ageOn} from './age.ts'

/** One sentence on how old each set is on a day; old ones stand out. */
export function sayAges(dataSets: readonly DataAge[], on: string, words: DataAgeWords, language: Language): string {
  const list = dataSets.map((item) => {
    const name = words.names[item.set][language]
    if (item.asOf === undefined) return fillTemplate(words.none[language], {name})
    const {days, old} = ageOn(item, on)
    const day = language === 'vi' ? formatDay(item.asOf) : item.asOf
    return fillTemplate(words[old ? 'old' : 'fresh'][language], {name, day, days, max: item.maxAgeDays})
  })
  return fillTemplate(words.lead[language], {list: list.join('; ')})
}
