import type {Mau08Words} from '../../model/mau-08-words.ts'
import type {Tone} from '../document.ts'
import {paperText} from './part-table.ts'
import {cell, centred, columnsOf, justified, type Mau08Part} from './speaker.ts'
import type {Mau08Row} from './values.ts'

/** Đ36.6, 7 and 11: who has a Quy chế, and whether it is followed as far as the newest assessment shows. */
export const composeRegulations: Mau08Part = ({values, words}, speaker) => {
  const annex = words.annexes.regulations
  const judged = values.rows.map((row) => ({row, ...judge(row, annex)}))
  const complying = judged.filter(({tone}) => tone === 'good').length
  const issued = values.rows.filter(({regulation}) => regulation !== undefined).length
  return [
    justified(speaker.fill(annex.intro)),
    justified(speaker.fill(annex.summary, {issued, complying, total: values.rows.length})),
    {
      kind: 'table',
      columns: columnsOf(annex.columns, [5, 26, 26, 7, 8, 8, 8, 12]),
      rows: judged.map(({row, text, tone}, index) => {
        const counts = row.evaluation?.management
        return [
          centred(index + 1),
          cell(row.name),
          cell(paperText(row.regulation, words, speaker) || annex.noRegulation),
          ...([counts?.met, counts?.partlyMet, counts?.notMet, counts?.unknown] as const).map((count) =>
            centred(count ?? words.marks.none),
          ),
          cell(text, {tone}),
        ]
      }),
      size: 10.5,
    },
  ]
}

function judge(row: Mau08Row, annex: Mau08Words['annexes']['regulations']): {text: string; tone: Tone} {
  if (!row.evaluation) return {text: annex.notAssessed, tone: 'unknown'}
  const {met, partlyMet, notMet, unknown} = row.evaluation.management
  if (notMet + partlyMet > 0) return {text: annex.fallsShort, tone: 'bad'}
  if (unknown > 0 || met === 0 || !row.regulation) return {text: annex.undecided, tone: 'unknown'}
  return {text: annex.complies, tone: 'good'}
}
