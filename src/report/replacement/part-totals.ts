import type {PlannedProposal, PlanTotal} from '../../model/replacement.ts'
import {cell, formatVnd, paragraph, type ReplacementPart} from './speaker.ts'

const upgrades: readonly PlannedProposal[] = ['upgrade-hardware', 'upgrade-os']

/** By office and year with what was estimated, then the request to the province. */
export const composeTotals: ReplacementPart = ({values, words}, speaker) => {
  if (values.rows.length === 0) return []
  const centre = (text: string) => cell(text, {align: 'center'})
  const numbers = (total: Omit<PlanTotal, 'office' | 'year'>) => {
    const replaced = total.counts.replace ?? 0
    const upgraded = upgrades.reduce((sum, proposal) => sum + (total.counts[proposal] ?? 0), 0)
    return [
      ...[total.devices, replaced, upgraded, total.devices - replaced - upgraded].map((count) => centre(String(count))),
      cell(formatVnd(total.cost), {align: 'right'}),
      centre(String(total.withoutCost)),
    ]
  }
  return [
    {kind: 'heading', level: 1, text: words.totalsHeading},
    {
      kind: 'table',
      columns: words.totalsColumns.map((header, index) => ({header, share: [22, 12, 10, 10, 10, 9, 17, 10][index] ?? 10})),
      rows: [
        ...values.totals.map((total) => [
          cell(speaker.office(total.office)),
          centre(total.year === undefined ? words.noYear : String(total.year)),
          ...numbers(total),
        ]),
        [cell(words.totalsSum), centre(''), ...numbers(sumOf(values.totals))],
      ],
      size: 11,
    },
    {kind: 'heading', level: 1, text: words.requestHeading},
    ...words.request.map((text) => paragraph(speaker.fill(text))),
  ]
}

function sumOf(totals: readonly PlanTotal[]): Omit<PlanTotal, 'office' | 'year'> {
  const sum = {counts: {} as PlanTotal['counts'], devices: 0, cost: 0, withoutCost: 0}
  for (const total of totals) {
    sum.devices += total.devices
    sum.cost += total.cost
    sum.withoutCost += total.withoutCost
    for (const [proposal, count] of Object.entries(total.counts) as [PlannedProposal, number][])
      sum.counts[proposal] = (sum.counts[proposal] ?? 0) + count
  }
  return sum
}
