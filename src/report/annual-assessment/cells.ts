import type {Result, Verdict} from '../../model/assessment.ts'
import type {Cell, Run, Tone} from '../document.ts'

export const verdictTones = {
  met: 'good',
  'partly-met': 'partly',
  'not-met': 'bad',
  unknown: 'unknown',
  'not-applicable': 'neutral',
} as const satisfies Record<Verdict, Tone>

export function cell(text: string | Run[], options: Omit<Cell, 'runs'> = {}): Cell {
  return {runs: typeof text === 'string' ? [{text}] : text, ...options}
}

/** Some names and how many more there are. */
export function listSome(names: readonly string[], limit: number, more: (count: number) => string): string {
  const shown = names.slice(0, limit).join(', ')
  return names.length > limit ? `${shown} ${more(names.length - limit)}` : shown
}

/** Of a site with several addresses, those that the outcome was seen at. */
export function withAddresses(name: string, {addresses}: Pick<Result, 'addresses'>): string {
  return addresses ? `${name} (${addresses.join(', ')})` : name
}
