import {formatDay, formatMoment} from '../lib/dates.ts'
import type {Labels} from '../model/report-words.ts'
import type {Language} from '../model/text.ts'

/** An observed value as a reader may understand it: days and moments written out, yes and no, lists, decimals of the language. */
export function createShow(labels: Pick<Labels, 'boolean' | 'emptyList'>, language: Language): (value: unknown) => string {
  const decimal = language === 'vi' ? ',' : '.'
  const show = (value: unknown): string => {
    if (typeof value === 'boolean') return labels.boolean[value ? 'true' : 'false'][language]
    if (typeof value === 'number') return String(Math.round(value * 100) / 100).replace('.', decimal)
    if (typeof value === 'string') return showText(value)
    if (Array.isArray(value)) return value.length === 0 ? labels.emptyList[language] : value.map(show).join(', ')
    if (typeof value === 'object' && value !== null)
      return Object.entries(value)
        .map(([key, inner]) => `${key} = ${show(inner)}`)
        .join('; ')
    return '–'
  }
  return show
}

function showText(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value)) return formatMoment(value)
  return value
}
