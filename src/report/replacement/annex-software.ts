import {type SoftwarePlanRow, softwareReasons} from '../../model/software-plan.ts'
import type {Block} from '../document.ts'
import {cell, paragraph, type ReplacementPart} from './speaker.ts'

const shares = [5, 21, 15, 8, 27, 24]

/** One sentence of the results. */
export const composeSoftwareSummary: ReplacementPart = ({values: {software}, words}, speaker) =>
  software.rows.length === 0
    ? []
    : [paragraph(speaker.fill(words.software.summary, {count: software.rows.length, machines: software.affected}))]

/** Programs to be replaced, updated, removed or licensed, by product, with totals by reason. */
export const composeSoftware: ReplacementPart = ({values: {software}, words}, speaker) => {
  const {rows, totals, affected, machines, notSeen} = software
  if (rows.length === 0 && notSeen === 0) return []
  const {software: own, list} = words
  const centre = (text: string) => cell(text, {align: 'center'})
  const reasonsOf = ({reasons}: SoftwarePlanRow) =>
    reasons
      .map(({reason, machines, note}) =>
        speaker.fill(note === '' ? own.reasonOf : own.reasonWithNote, {
          reason: own.reasons[reason],
          note: note === '' ? '' : speaker.fill(own.notes[reason], {note}),
          count: machines,
        }),
      )
      .join('; ')
  const table: Block = {
    kind: 'table',
    columns: own.columns.map((header, index) => ({header, share: shares[index] ?? 10})),
    rows: [
      ...rows.map((row, index) => [
        centre(String(index + 1)),
        cell(row.title),
        cell(row.versions.slice(0, 6).join(', ') + (row.versions.length > 6 ? ', …' : '') || list.none),
        centre(String(row.machines)),
        cell(reasonsOf(row)),
        cell(row.reasons[0] ? own.proposals[row.reasons[0].reason] : list.none),
      ]),
      [centre(''), cell(speaker.fill(own.sum, {count: rows.length})), cell(''), centre(String(affected)), cell(''), cell('')],
    ],
    size: 11,
  }
  const byReason = softwareReasons
    .filter((reason) => totals[reason].products > 0)
    .map((reason) => speaker.fill(own.total, {reason: own.reasons[reason], ...totals[reason]}))
  return [
    paragraph(speaker.fill(own.intro, {machines, seen: machines - notSeen})),
    ...(rows.length > 0 ? [table, paragraph(speaker.fill(own.totals, {list: byReason.join('; ')})), paragraph(own.caution)] : []),
    ...(notSeen > 0 ? [paragraph(speaker.fill(own.notSeen, {count: notSeen}))] : []),
  ]
}
