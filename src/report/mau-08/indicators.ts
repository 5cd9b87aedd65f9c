import type {IndicatorMeasure, Mau08Indicator} from '../../model/mau-08-words.ts'
import type {Mau08Row} from './values.ts'

/** One indicator counted: the ratio is left to the reader of numerator and denominator when nothing is counted. */
export interface CountedIndicator {
  indicator: Mau08Indicator
  numerator: number
  denominator: number
  /** The rows that do not reach it. */
  gaps: Mau08Row[]
}

/** What is not known reaches nothing: a system without a day of operation cannot show that it was approved before. */
const reaches = {
  approved: (row) => row.state === 'approved' && row.decision !== undefined,
  'approved-and-deployed': (row) => row.state === 'approved' && row.decision !== undefined && row.deployment === 'full',
  checked: (row) => row.checks.includes('periodic'),
  'approved-before-operation': ({state, decision, operatingSince}) =>
    state === 'approved' && decision?.date !== undefined && operatingSince !== undefined && decision.date <= operatingSince,
} as const satisfies Record<IndicatorMeasure, (row: Mau08Row) => boolean>

export function countIndicators(indicators: readonly Mau08Indicator[], rows: readonly Mau08Row[]): CountedIndicator[] {
  return indicators.map((indicator) => {
    const among = indicator.among === 'all' ? rows : rows.filter(({status}) => status === 'operating')
    const gaps = among.filter((row) => !reaches[indicator.measure](row))
    return {indicator, numerator: among.length - gaps.length, denominator: among.length, gaps}
  })
}
