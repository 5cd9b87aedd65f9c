import type {Block, Cell} from '../document.ts'
import type {Mau08Issue} from './issue.ts'
import {cell, columnsOf, describeIssue, justified, type Mau08Input, type Mau08Part} from './speaker.ts'

const shares = [26, 9, 37, 28]

/** Đ36.12: incidents and trainings of the window, what was left out; in a draft, what to look into before signing. */
export const composeOther: Mau08Part = (input) => {
  const {values, words, issues} = input
  const annex = words.annexes.other
  const {incidents, trainings, leftOut} = values
  const listed = (names: readonly string[]) => (names.length === 0 ? '0' : `${names.length}: ${names.join('; ')}`)
  const lines: [string, string][] = [
    [annex.incidents, String(incidents.all)],
    [annex.seriousIncidents, String(incidents.serious)],
    [annex.trainings, String(trainings)],
    [annex.used, listed(leftOut.used)],
    [annex.stopped, listed(leftOut.stopped)],
    [annex.dataAges, values.dataAges],
  ]
  const blocks: Block[] = [
    justified(annex.intro),
    {
      kind: 'table',
      columns: columnsOf(annex.columns, [40, 60]),
      rows: lines.map(([label, value]) => [cell(label), cell(value)]),
      size: 11,
    },
  ]
  // What the office must look into before signing is no part of the letter it sends.
  const isDraft = issues.some(({severity}) => severity === 'error')
  const warnings = issues.filter(({severity}) => severity === 'warning')
  if (isDraft && warnings.length > 0)
    blocks.push({
      kind: 'table',
      caption: annex.warnings,
      columns: columnsOf(annex.warningColumns, shares),
      rows: warnings.map((issue) => issueCells(issue, input)),
      size: 10.5,
    })
  return blocks
}

/** Only in a draft: everything that keeps it from being sent. */
export const composeErrors: Mau08Part = (input) => {
  const errors = input.issues.filter(({severity}) => severity === 'error')
  if (errors.length === 0) return []
  const annex = input.words.annexes.errors
  return [
    justified(annex.intro),
    {
      kind: 'table',
      columns: columnsOf(annex.columns, shares),
      rows: errors.map((issue) => issueCells(issue, input)),
      size: 10.5,
    },
  ]
}

function issueCells(issue: Mau08Issue, {words}: Mau08Input): Cell[] {
  const {what, next} = describeIssue(issue, words, 'vi')
  return [cell(issue.system?.name ?? words.marks.none), cell(issue.column, {align: 'center'}), cell(what), cell(next)]
}
