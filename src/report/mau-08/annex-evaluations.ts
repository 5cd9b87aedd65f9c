import type {Block, Cell, Tone} from '../document.ts'
import {cell, centred, columnsOf, justified, type Mau08Input, type Mau08Part, type Speaker} from './speaker.ts'
import type {Mau08Evaluation, Mau08Row} from './values.ts'

/** Above this many systems each gets one row: a table of every group of 2,000 systems would fill 1,500 pages. */
const mostDetailed = 50
const mostGroups = 8
const mostShort = 40
const mostNames = 30
const tones = {meets: 'good', 'does-not-meet': 'bad', insufficient: 'unknown'} as const satisfies Record<string, Tone>

/** Đ36.9: each criterion of the newest stored assessment of each system, and the requirements it falls short of. */
export const composeEvaluations: Mau08Part = (input, speaker) => {
  const annex = input.words.annexes.evaluations
  const {rows} = input.values
  const assessed = rows.flatMap((row) => (row.evaluation ? [{row, evaluation: row.evaluation}] : []))
  const waiting = rows.filter(({evaluation}) => !evaluation)
  const blocks: Block[] = [justified(speaker.fill(annex.intro))]
  if (assessed.length === 0) blocks.push(justified(annex.empty))
  else blocks.push(assessed.length > mostDetailed ? compactTable(assessed, input, speaker) : detailedTable(assessed, input, speaker))
  if (waiting.length > 0) {
    const names = waiting.slice(0, mostNames).map(({name}) => name)
    if (waiting.length > mostNames) names.push(speaker.fill(annex.moreSystems, {count: waiting.length - mostNames}))
    blocks.push(justified(speaker.fill(annex.notAssessed, {count: waiting.length, list: names.join('; ')})))
  }
  return blocks
}

interface Assessed {
  row: Mau08Row
  evaluation: Mau08Evaluation
}

function detailedTable(assessed: readonly Assessed[], input: Mau08Input, speaker: Speaker): Block {
  return {
    kind: 'table',
    columns: columnsOf(input.words.annexes.evaluations.columns, [38, 14, 8, 10, 10, 10, 10]),
    rows: assessed.flatMap(({row, evaluation}) => rowsOf(row, evaluation, input, speaker)),
    size: 10.5,
  }
}

function compactTable(assessed: readonly Assessed[], {words, labels}: Mau08Input, speaker: Speaker): Block {
  const annex = words.annexes.evaluations
  return {
    kind: 'table',
    columns: columnsOf(annex.compactColumns, [36, 14, 10, 28, 12]),
    rows: assessed.map(({row, evaluation}) => {
      const {groups, short, conclusion} = evaluation
      const open = groups.filter(({verdict}) => verdict !== 'meets').map(({name}) => name)
      const named = open.slice(0, mostGroups)
      if (open.length > mostGroups) named.push(speaker.fill(annex.moreGroups, {count: open.length - mostGroups}))
      return [
        cell(headOf(row, evaluation, labels.conclusion[conclusion].vi, annex, speaker)),
        cell(labels.conclusion[conclusion].vi, {tone: tones[conclusion]}),
        centred(`${groups.length - open.length}/${groups.length}`),
        cell(named.join('; ')),
        centred(short.length),
      ]
    }),
    size: 10,
  }
}

function headOf(
  row: Mau08Row,
  {id, on, inWindow}: Mau08Evaluation,
  conclusion: string,
  annex: Mau08Input['words']['annexes']['evaluations'],
  speaker: Speaker,
): string {
  const head = speaker.fill(annex.system, {name: row.name, id, on, conclusion})
  return inWindow ? head : `${head}${annex.outside}`
}

function rowsOf(row: Mau08Row, evaluation: Mau08Evaluation, {words, labels}: Mau08Input, speaker: Speaker): Cell[][] {
  const annex = words.annexes.evaluations
  const head = headOf(row, evaluation, labels.conclusion[evaluation.conclusion].vi, annex, speaker)
  const across = annex.columns.length
  const rows: Cell[][] = [[cell([{text: head, bold: true}], {span: across})]]
  for (const {name, verdict, counts} of evaluation.groups)
    rows.push([
      cell(name),
      cell(labels.group[verdict].vi, {tone: tones[verdict]}),
      ...[counts.met, counts.partlyMet, counts.notMet, counts.unknown, counts.notApplicable].map(centred),
    ])
  if (evaluation.short.length > 0) {
    const titles = evaluation.short.slice(0, mostShort).map(({title}) => title)
    const rest = evaluation.short.length - mostShort
    if (rest > 0) titles.push(speaker.fill(annex.more, {count: rest}))
    rows.push([cell(speaker.fill(annex.short, {list: titles.join('; ')}), {span: across - 1}), cell('')])
  }
  return rows
}
