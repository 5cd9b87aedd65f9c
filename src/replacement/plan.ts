import {formatDay} from '../lib/dates.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Device} from '../model/register.ts'
import {type PlanRow, type PlanTotal, type Priority, priorities, type SeenDevice, type Shortfall} from '../model/replacement.ts'
import type {PreparedReplacement} from './prepare-rules.ts'
import {viewOf} from './view.ts'

export interface PlanWords {
  shortfalls: Record<Shortfall, string>
  unknownOs: string
}

/** What the rules say of one device; a person's decision in the register stands above what the tool would propose. */
export function planDevice(
  id: string,
  name: string,
  device: Device | undefined,
  seen: SeenDevice | undefined,
  on: string,
  {rules, reasons, proposals}: PreparedReplacement,
  words: PlanWords,
): PlanRow {
  const {view, shortfalls} = viewOf(device, seen, on, rules)
  const os = seen?.facts.os
  const values = {
    os: os?.ok ? os.value.name : words.unknownOs,
    supportEnds: seen?.supportEnds === undefined ? '' : formatDay(seen.supportEnds),
    shortfalls: shortfalls.map((name) => words.shortfalls[name]).join(', '),
  }
  const own = reasons.filter(({holds}) => holds(view)).map(({rule}) => rule)
  const rule = proposals.find(({holds}) => holds(view))?.rule
  const decided = device?.proposal !== undefined
  const proposed = rule && Number(on.slice(0, 4)) + rule.afterYears
  return {
    id,
    name,
    device,
    seen,
    reasons: [...own.map(({text}) => fillTemplate(text, values)), ...(device?.proposalReason === undefined ? [] : [device.proposalReason])],
    risk: priorities.find((candidate) => own.some(({risk}) => risk === candidate)),
    proposal: device?.proposal ?? rule?.proposal ?? 'keep',
    note: decided ? undefined : rule?.note,
    priority: device?.proposalPriority ?? (decided ? undefined : rule?.priority),
    year: device?.proposalYear ?? (decided ? undefined : proposed),
    cost: device?.proposalCost,
    decidedBy: decided ? 'person' : 'tool',
  }
}

/** Worst first: risk, then priority, then name. */
export function comparePlanRows(a: PlanRow, b: PlanRow): number {
  const rank = (priority: Priority | undefined) => (priority === undefined ? priorities.length : priorities.indexOf(priority))
  return rank(a.risk) - rank(b.risk) || rank(a.priority) - rank(b.priority) || (a.name < b.name ? -1 : 1)
}

/** Devices that something is to be done about, by office and year. */
export function totalsOf(rows: readonly PlanRow[]): PlanTotal[] {
  const totals = new Map<string, PlanTotal>()
  for (const {device, year, proposal, cost} of rows) {
    const key = JSON.stringify([device?.office, year])
    const total = totals.get(key) ?? {office: device?.office, year, counts: {}, devices: 0, cost: 0, withoutCost: 0}
    total.counts[proposal] = (total.counts[proposal] ?? 0) + 1
    total.devices++
    if (cost === undefined) total.withoutCost++
    else total.cost += cost
    totals.set(key, total)
  }
  return [...totals.values()].sort((a, b) => compareText(a.office, b.office) || (a.year ?? 9999) - (b.year ?? 9999))
}

function compareText(a: string | undefined, b: string | undefined): number {
  return (a ?? '\uffff') < (b ?? '\uffff') ? -1 : a === b ? 0 : 1
}
