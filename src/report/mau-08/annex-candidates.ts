import {cell, centred, columnsOf, justified, type Mau08Part} from './speaker.ts'
import type {Mau08Row} from './values.ts'

const signs = {
  level5: ({level}) => level === 5,
  stateSecret: ({information}) => information.includes('state-secret'),
  nationalInfrastructure: ({type, infrastructureScope: scope}) =>
    type === 'infrastructure' && (scope === 'national' || scope === 'international'),
} as const satisfies Record<string, (row: Mau08Row) => boolean>

/** Đ36.3: systems with a sign of Đ16 in the register; the owner decides. */
export const composeCandidates: Mau08Part = ({values, words}) => {
  const annex = words.annexes.candidates
  const keys = Object.keys(signs) as (keyof typeof signs)[]
  const candidates = values.rows.map((row) => ({row, found: keys.filter((key) => signs[key](row))})).filter(({found}) => found.length > 0)
  if (candidates.length === 0) return [justified(annex.intro), justified(annex.empty)]
  return [
    justified(annex.intro),
    {
      kind: 'table',
      columns: columnsOf(annex.columns, [7, 45, 10, 38]),
      rows: candidates.map(({row, found}, index) => [
        centred(index + 1),
        cell(row.name),
        centred(row.level ?? words.marks.none),
        cell(found.map((key) => annex.signs[key]).join('; ')),
      ]),
    },
  ]
}
