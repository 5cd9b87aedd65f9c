import {formatPercent} from '../../lib/format-percent.ts'
import {fillTemplate} from '../../lib/template.ts'
import type {Notice} from '../../model/notice.ts'
import type {Labels} from '../../model/report-words.ts'
import type {Localized} from '../../model/text.ts'
import {createShow} from '../show-value.ts'
import type {AnnualInput} from './input.ts'

/** Says things in the language of the report, from the words of reports/. */
export interface Speaker {
  text: (localized: Localized) => string
  /** A sentence of `words`, filled. */
  say: (key: string, values?: Record<string, unknown>) => string
  /** Any template, filled with the values common to the whole report and these. */
  fill: (template: Localized, values?: Record<string, unknown>) => string
  label: <G extends keyof Labels>(group: G, key: keyof Labels[G] & string) => string
  notice: (notice: Notice) => string
  /** An observed value as a reader may understand it. */
  show: (value: unknown) => string
  /** A value of a requirement: listed words by their labels. */
  words: (value: unknown) => string
  percent: (ratio: number) => string
  number: (value: number) => string
}

export function createSpeaker(input: AnnualInput, common: Record<string, unknown>): Speaker {
  const {language, words} = input
  const text = (localized: Localized) => localized[language]
  const fill: Speaker['fill'] = (template, values = {}) => fillTemplate(text(template), {...common, ...values}, show)
  const label: Speaker['label'] = (group, key) => text((words.labels[group] as Record<string, Localized>)[key] ?? {vi: key, en: key})
  const show = createShow(words.labels, language)

  function listed(value: unknown): string {
    if (Array.isArray(value)) return value.map(listed).join(', ')
    return typeof value === 'string' ? label('word', value) : show(value)
  }

  return {
    text,
    fill,
    label,
    words: listed,
    show,
    number: show,
    say: (key, values) => {
      const template = words.annual.words[key]
      if (!template) throw new Error(`reports/annual-assessment/report.yaml has no words for "${key}"`)
      return fill(template, values)
    },
    notice: (notice) => fillTemplate(text(words.notices[notice.code]), notice.values, show),
    percent: (ratio) => formatPercent(ratio, language),
  }
}
