import {formatDay} from '../../lib/dates.ts'
import type {Mau08Words} from '../../model/mau-08-words.ts'
import type {Block, Cell} from '../document.ts'
import {cell, centred, type Mau08Part, type Speaker} from './speaker.ts'
import type {Mau08Paper, Mau08Row} from './values.ts'

/** Part 3: the table of twelve columns, on landscape pages, its numbers (1) to (12) under the labels. */
export const composeTable: Mau08Part = ({values, words}, speaker) => {
  const {heading, columns, notes} = words.part3
  const {rows, leftOut} = values
  const counts = {
    used: leftOut.used.length,
    stopped: leftOut.stopped.length,
    notOperating: rows.filter(({status}) => status !== 'operating').length,
    notBegun: rows.filter(({state}) => state === undefined).length,
  }
  return [
    {kind: 'heading', level: 2, text: heading},
    {
      kind: 'table',
      columns: columns.map(({label, share}, index) => ({header: `${label}\n(${index + 1})`, share})),
      rows: rows.map((row, index) => rowCells(row, index + 1, words, speaker)),
      size: 9.5,
    },
    ...notes.map((note): Block => ({kind: 'paragraph', runs: [{text: speaker.fill(note, counts), italic: true}], size: 11})),
  ]
}

function rowCells(row: Mau08Row, number: number, words: Mau08Words, speaker: Speaker): Cell[] {
  const {state, deployment, check} = words.part3
  const marked = (text: string | undefined, column: number) => speaker.marked(text ?? '', `(${column})`, row.id)
  return [
    centred(number),
    cell(marked(row.name, 2)),
    cell(marked(row.owner, 3)),
    cell(marked(row.operator, 4)),
    centred(marked(row.level === undefined ? '' : String(row.level), 5)),
    cell(marked(row.state && state[row.state], 6)),
    cell(marked(paperText(row.decision, words, speaker), 7)),
    cell(marked(paperText(row.regulation, words, speaker), 8)),
    centred(marked(row.plannedApprovalOn && formatDay(row.plannedApprovalOn), 9)),
    cell(marked(row.deployment && deployment[row.deployment], 10)),
    centred(marked(row.plannedDeploymentOn && formatDay(row.plannedDeploymentOn), 11)),
    cell(marked(row.checks.map((kind) => check[kind]).join('; '), 12)),
  ]
}

/** Number, date and body of a paper, as far as known. */
export function paperText(paper: Mau08Paper | undefined, words: Mau08Words, speaker: Speaker): string {
  if (!paper) return ''
  return (['number', 'date', 'issuer'] as const)
    .flatMap((field) => (paper[field] === undefined ? [] : speaker.fill(words.part3.paper[field], {value: paper[field]})))
    .join(', ')
}
