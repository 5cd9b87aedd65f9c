import {formatDay, formatMoment} from '../../lib/dates.ts'
import {formatPercent} from '../../lib/format-percent.ts'
import {fillTemplate} from '../../lib/template.ts'
import type {Notice} from '../../model/notice.ts'
import type {Labels} from '../../model/report-words.ts'
import type {Localized} from '../../model/text.ts'
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
  const decimal = language === 'vi' ? ',' : '.'

  function show(value: unknown): string {
    if (typeof value === 'boolean') return label('boolean', value ? 'true' : 'false')
    if (typeof value === 'number') return number(value)
    if (typeof value === 'string') return showText(value)
    if (Array.isArray(value)) return value.length === 0 ? text(words.labels.emptyList) : value.map(show).join(', ')
    if (typeof value === 'object' && value !== null)
      return Object.entries(value)
        .map(([key, inner]) => `${key} = ${show(inner)}`)
        .join('; ')
    return '–'
  }

  function showText(value: string): string {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value)
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value)) return formatMoment(value)
    return value
  }

  function number(value: number): string {
    return String(Math.round(value * 100) / 100).replace('.', decimal)
  }

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
    number,
    say: (key, values) => {
      const template = words.annual.words[key]
      if (!template) throw new Error(`reports/annual-assessment/report.yaml has no words for "${key}"`)
      return fill(template, values)
    },
    notice: (notice) => fillTemplate(text(words.notices[notice.code]), notice.values, show),
    percent: (ratio) => formatPercent(ratio, language),
  }
}
