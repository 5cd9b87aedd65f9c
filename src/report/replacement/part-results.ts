import {plannedProposals, priorities} from '../../model/replacement.ts'
import type {Block, StackedBars} from '../document.ts'
import {cell, paragraph, type ReplacementPart} from './speaker.ts'

const romans = ['I', 'II', 'III', 'IV']

/** Key figures, how many computers lose support when, and what is proposed for how many. */
export const composeResults: ReplacementPart = (input, speaker) => {
  const {values, words} = input
  const {counts} = values
  const figures: Block = {
    kind: 'key-figures',
    items: [
      {value: String(counts.all), label: words.figures.all, tone: 'neutral'},
      {value: String(counts.plan), label: words.figures.plan, tone: counts.plan > 0 ? 'bad' : 'neutral'},
      {value: String(counts.ended), label: words.figures.ended, tone: counts.ended > 0 ? 'bad' : 'neutral'},
      {value: String(values.missing.length), label: words.figures.noData, tone: values.missing.length > 0 ? 'unknown' : 'neutral'},
    ],
  }
  return [
    {kind: 'heading', level: 1, text: words.resultHeading},
    figures,
    composeChart(input, speaker),
    ...(values.rows.length > 0 ? [composeProposals(input)] : [paragraph(words.nothing)]),
  ]
}

const composeChart = ({values, words}: Parameters<ReplacementPart>[0], speaker: Parameters<ReplacementPart>[1]): StackedBars => {
  const {chart} = words
  const {curve} = values
  return {
    kind: 'stacked-bars',
    caption: chart.caption,
    scale: 'counts',
    legend: [
      {tone: 'bad', label: chart.legendEnded},
      {tone: 'partly', label: speaker.fill(chart.legendSoon, {quarters: words.quarters})},
      {tone: 'good', label: chart.legendLater},
      {tone: 'unknown', label: chart.legendUnknown},
    ],
    rows: [
      {label: chart.ended, segments: [{tone: 'bad', value: curve.ended}]},
      ...curve.quarters.map(({year, quarter, count}) => ({
        label: speaker.fill(chart.quarter, {roman: romans[quarter - 1] ?? '', year}),
        segments: [{tone: 'partly' as const, value: count}],
      })),
      {label: chart.later, segments: [{tone: 'good', value: curve.later}]},
      {label: chart.unknown, segments: [{tone: 'unknown', value: curve.unknown}]},
    ],
  }
}

function composeProposals({values, words}: Parameters<ReplacementPart>[0]): Block {
  const columns = words.proposalsColumns.map((header, index) => ({
    header,
    share: index === 0 ? 40 : 12,
    ...(index === 0 ? {} : {align: 'center' as const}),
  }))
  const countOf = (proposal: string, priority: string | undefined) =>
    values.rows.filter((row) => row.proposal === proposal && row.priority === priority).length
  return {
    kind: 'table',
    caption: words.proposalsCaption,
    columns,
    rows: plannedProposals
      .filter((proposal) => values.rows.some((row) => row.proposal === proposal))
      .map((proposal) => {
        const counts = [...priorities, undefined].map((priority) => countOf(proposal, priority))
        const sum = counts.reduce((total, count) => total + count, 0)
        return [cell(words.proposals[proposal]), ...[...counts, sum].map((count) => cell(String(count), {align: 'center'}))]
      }),
    size: 11,
  }
}
