import {formatPercent} from '../../lib/format-percent.ts'
import type {Block} from '../document.ts'
import {type CountedIndicator, countIndicators} from './indicators.ts'
import {cell, centred, columnsOf, justified, type Mau08Part} from './speaker.ts'

const years = ['2026', '2027', '2028', '2029', '2030'] as const

/** The Department's own targets with numerator, denominator, and who does not reach them. */
export const composeIndicators: Mau08Part = ({values, words}, speaker) => {
  const annex = words.annexes.indicators
  const counted = countIndicators(words.indicators, values.rows)
  const missing = gapsBySystem(counted)
  const gaps: Block =
    missing.size === 0
      ? justified(annex.noGaps)
      : {
          kind: 'table',
          caption: annex.gapsCaption,
          columns: columnsOf(annex.gapsColumns, [6, 44, 50]),
          rows: [...missing.values()].map(({name, measures}, index) => [
            centred(index + 1),
            cell(name),
            cell([...measures].map((measure) => annex.measures[measure]).join('; ')),
          ]),
          size: 10.5,
        }
  return [
    justified(speaker.fill(annex.intro)),
    {
      kind: 'table',
      columns: columnsOf(
        annex.columns.map((header) => speaker.fill(header)),
        [25, 23, 6, 6, 6, 6, 6, 6, 6, 10],
      ),
      rows: counted.map(({indicator, numerator, denominator}) => [
        cell(indicator.title),
        cell(indicator.origin),
        ...years.map((year) => centred(indicator.targets[year] === undefined ? words.marks.none : `${indicator.targets[year]}%`)),
        centred(numerator),
        centred(denominator),
        centred(denominator === 0 ? annex.noDenominator : formatPercent(numerator / denominator, 'vi')),
      ]),
      size: 10.5,
    },
    gaps,
  ]
}

function gapsBySystem(counted: readonly CountedIndicator[]) {
  const missing = new Map<string, {name: string; measures: Set<CountedIndicator['indicator']['measure']>}>()
  for (const {indicator, gaps} of counted)
    for (const {id, name} of gaps) {
      const known = missing.get(id)
      if (known) known.measures.add(indicator.measure)
      else missing.set(id, {name, measures: new Set([indicator.measure])})
    }
  return missing
}
