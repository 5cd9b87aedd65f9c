import {formatDay} from '../../lib/dates.ts'
import {fillTemplate} from '../../lib/template.ts'
import type {Block, Cell} from '../document.ts'
import type {ReplacementInput} from './values.ts'

/** Says the words of reports/replacement. */
export interface Speaker {
  fill: (template: string, values?: Record<string, unknown>) => string
  office: (id: string | undefined) => string
}

export function createSpeaker({values, words}: ReplacementInput): Speaker {
  const common = {...values.workspace, ...values, year: values.on.slice(0, 4), cost: formatVnd(values.cost)}
  return {
    fill: (template, more = {}) => fillTemplate(template, {...common, ...more}, show),
    office: (id) => (id === undefined ? words.noOffice : (values.workspace.offices.find((office) => office.id === id)?.name ?? id)),
  }
}

/** Part of the report. */
export type ReplacementPart = (input: ReplacementInput, speaker: Speaker) => Block[]

/** 14500000 is written 14.500.000. */
export function formatVnd(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+(?!\d))/g, '.')
}

export function cell(text: string, options: Omit<Cell, 'runs'> = {}): Cell {
  return {runs: [{text}], ...options}
}

export function paragraph(text: string): Block {
  return {kind: 'paragraph', runs: [{text}], align: 'justify'}
}

function show(value: unknown): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : String(value)
}
