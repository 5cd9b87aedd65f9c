import {createMatchSoftware, type Program} from '../check/match-software.ts'
import {programStatus} from '../check/program-support.ts'
import {createSoftwareJudge, type SoftwareFinding, type SoftwarePlace} from '../check/software-rules.ts'
import type {Content} from '../content/content.ts'
import {formatDay} from '../lib/dates.ts'
import {compareVersions} from '../lib/versions.ts'
import {listGap} from '../model/fact.ts'
import type {LifecycleRules} from '../model/lifecycle.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {type SoftwarePlan, type SoftwarePlanRow, type SoftwareReason, softwareReasons} from '../model/software-plan.ts'

/** Gathers, machine after machine, which programs are to be replaced, updated, removed or licensed. */
export interface SoftwarePlanTally {
  add: (snapshot: Snapshot, place: SoftwarePlace) => void
  finish: () => SoftwarePlan
}

interface Counter {
  machines: number
  last: string
}

interface Row {
  title: string
  versions: Set<string>
  all: Counter
  reasons: Map<SoftwareReason, Counter & {note: string}>
}

/** A plan of thousands of rows is none, and names may be made up. */
const mostVersions = 20

const reasonOf: Partial<Record<SoftwareFinding['why'], SoftwareReason>> = {
  sign: 'unlicensed',
  listed: 'forbidden',
  'below-minimum': 'outdated',
}

export function createSoftwarePlanTally(
  {lifecycle, software}: Pick<Content, 'lifecycle' | 'software'>,
  on: string,
  rules: LifecycleRules,
): SoftwarePlanTally {
  const days = {endingSoonDays: rules.endingSoon.days, openEndDays: rules.openEnd.days}
  const products = new Map(lifecycle.map((product) => [product.product, product]))
  const match = createMatchSoftware(lifecycle)
  const {judge} = createSoftwareJudge(software.rules, lifecycle)
  const rows = new Map<string, Row>()
  const byReason = new Map<SoftwareReason, Counter>(softwareReasons.map((reason) => [reason, {machines: 0, last: ''}]))
  const all: Counter = {machines: 0, last: ''}
  let machines = 0
  let notSeen = 0
  const note = (machine: string, item: Program, id: string, title: string, reason: SoftwareReason, text: string) => {
    let row = rows.get(id)
    if (!row) {
      row = {title, versions: new Set(), all: {machines: 0, last: ''}, reasons: new Map()}
      rows.set(id, row)
    }
    const own = row.reasons.get(reason) ?? {machines: 0, last: '', note: text}
    row.reasons.set(reason, own)
    for (const counter of [row.all, own, all, byReason.get(reason)]) if (counter) countOnce(counter, machine)
    if (item.version !== '' && row.versions.size < mostVersions) row.versions.add(item.version.slice(0, 40))
  }
  return {
    add: ({target, facts}, place) => {
      machines++
      if (!facts.software?.ok || listGap(facts.software, 'items')) notSeen++
      const items = facts.software?.ok ? facts.software.value.items : []
      for (const {rule, item, why, standing} of judge(items, place, on)) {
        const reason = reasonOf[why]
        if (standing !== 'broken' || !reason || !rule) continue
        const product = products.get(match(item)?.product ?? '')
        const text = reason === 'outdated' ? (rule.minimum ?? '') : ''
        note(target.id, item, product?.product ?? `rule ${rule.id}`, product?.title ?? rule.title.vi, reason, text)
      }
      for (const item of items) {
        const matched = match(item)
        const product = matched && products.get(matched.product)
        if (!matched || !product || programStatus(product, matched, on, days) !== 'ended') continue
        const end = product.cycles.find(({cycle}) => cycle === matched.cycle)?.endOfSupport
        const cycle = matched.cycle === undefined || product.cycles.length < 2 ? '' : ` ${matched.cycle}`
        const text = end === undefined ? '' : formatDay(end)
        note(target.id, item, `${product.product}${cycle}`, `${product.title}${cycle}`, 'ended', text)
      }
    },
    finish: () => ({
      rows: [...rows].map(([id, row]) => finishRow(id, row)).sort(compareRows),
      machines,
      affected: all.machines,
      notSeen,
      totals: Object.fromEntries(
        softwareReasons.map((reason) => [
          reason,
          {
            products: [...rows.values()].filter(({reasons}) => reasons.has(reason)).length,
            machines: byReason.get(reason)?.machines ?? 0,
          },
        ]),
      ) as SoftwarePlan['totals'],
    }),
  }
}

/** Machines come one after the other, so the last one tells whether this one was counted. */
function countOnce(counter: Counter, machine: string): void {
  if (counter.last !== machine) counter.machines++
  counter.last = machine
}

function finishRow(id: string, {title, versions, all, reasons}: Row): SoftwarePlanRow {
  return {
    id,
    title,
    versions: [...versions].sort(compareVersions),
    machines: all.machines,
    reasons: softwareReasons.flatMap((reason) => {
      const own = reasons.get(reason)
      return own ? [{reason, machines: own.machines, note: own.note}] : []
    }),
  }
}

function compareRows(a: SoftwarePlanRow, b: SoftwarePlanRow): number {
  const rank = ({reasons: [first]}: SoftwarePlanRow) => (first ? softwareReasons.indexOf(first.reason) : softwareReasons.length)
  return rank(a) - rank(b) || b.machines - a.machines || (a.title < b.title ? -1 : 1)
}
