import type {Tone} from '../document.ts'
import {paperText} from './part-table.ts'
import {cell, centred, columnsOf, justified, type Mau08Input, type Mau08Part, type Speaker} from './speaker.ts'
import type {Mau08Row} from './values.ts'

const mostTasks = 10

/** Đ36.10: the decision, whether everything is met, and the way there. */
export const composeRoadmap: Mau08Part = (input, speaker) => {
  const {values, words} = input
  const annex = words.annexes.roadmap
  return [
    justified(annex.intro),
    {
      kind: 'table',
      columns: columnsOf(annex.columns, [5, 25, 22, 14, 34]),
      rows: values.rows.map((row, index) => {
        const {text, tone} = judge(row, input)
        return [
          centred(index + 1),
          cell(row.name),
          cell(paperText(row.decision, words, speaker) || words.marks.none),
          cell(text, {tone}),
          cell(stepsOf(row, input, speaker).join('; ') || (tone === 'good' ? words.marks.none : annex.none)),
        ]
      }),
      size: 10.5,
    },
  ]
}

function judge({evaluation, deployment}: Mau08Row, {words}: Mau08Input): {text: string; tone: Tone} {
  const annex = words.annexes.roadmap
  const isShort = evaluation?.conclusion === 'does-not-meet' || (deployment !== undefined && deployment !== 'full')
  if (isShort) return {text: annex.notMet, tone: 'bad'}
  return evaluation?.conclusion === 'meets' && deployment === 'full'
    ? {text: annex.met, tone: 'good'}
    : {text: annex.unknown, tone: 'unknown'}
}

function stepsOf(row: Mau08Row, {words}: Mau08Input, speaker: Speaker): string[] {
  const annex = words.annexes.roadmap
  const steps: string[] = []
  if (row.plannedApprovalOn !== undefined) steps.push(speaker.fill(annex.approval, {date: row.plannedApprovalOn}))
  if (row.plannedDeploymentOn !== undefined) steps.push(speaker.fill(annex.deployment, {date: row.plannedDeploymentOn}))
  for (const task of row.tasks.slice(0, mostTasks)) steps.push(speaker.fill(annex.task, {...task}))
  if (row.tasks.length > mostTasks) steps.push(speaker.fill(annex.moreTasks, {count: row.tasks.length - mostTasks}))
  return steps
}
