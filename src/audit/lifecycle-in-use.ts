import {createMatchSoftware, type MatchedProgram} from '../check/match-software.ts'
import {programStatus} from '../check/program-support.ts'
import {cycleStatus} from '../check/support-status.ts'
import {listGap} from '../model/fact.ts'
import type {LifecycleProduct, LifecycleRules, SupportStatus} from '../model/lifecycle.ts'
import type {Snapshot} from '../model/snapshot.ts'

/** One release in use, with the machines that hold it. */
export interface CycleInUse {
  product: string
  title: string
  cycle: string | null
  edition: string | null
  endOfSupport: string | null
  status: SupportStatus
  machines: string[]
}

export interface LifecycleInUse {
  inUse: CycleInUse[]
  /** Machines looked at. */
  machines: number
  /** Machines whose list of programs was not seen, wholly or in part: what they hold may be missing. */
  notSeen: string[]
  /** Systems and programs that no table knows. */
  unrecognised: number
}

const order = ['ended', 'ending-soon', 'unknown', 'supported'] as const satisfies readonly SupportStatus[]

/** What stored machines run, by product and release: systems and recognised programs, ended support first. */
export async function lifecycleInUse(
  snapshots: AsyncIterable<Snapshot> | Iterable<Snapshot>,
  products: readonly LifecycleProduct[],
  on: string,
  rules: LifecycleRules,
): Promise<LifecycleInUse> {
  const days = {endingSoonDays: rules.endingSoon.days, openEndDays: rules.openEnd.days}
  const byId = new Map(products.map((product) => [product.product, product]))
  const match = createMatchSoftware(products)
  const found = new Map<string, CycleInUse>()
  const notSeen: string[] = []
  let machines = 0
  let unrecognised = 0
  const add = (matched: MatchedProgram, machine: string, extended = false) => {
    const product = byId.get(matched.product)
    if (!product) return
    const key = JSON.stringify([matched.product, matched.cycle, matched.edition, matched.atBest, extended])
    let known = found.get(key)
    if (!known) {
      const base = product.cycles.find(({cycle}) => cycle === matched.cycle)
      // Extended updates that a machine has are its support.
      const row = base && extended && base.endOfExtended !== undefined ? {...base, endOfSupport: base.endOfExtended} : base
      const status = row && row !== base ? cycleStatus(product, row, on, days) : programStatus(product, matched, on, days)
      // The day of the newest release it can be is an answer only where that one has ended.
      const end = matched.atBest && status !== 'ended' ? undefined : row?.endOfSupport
      known = {
        product: product.product,
        title: product.title,
        cycle: matched.cycle ?? null,
        edition: matched.edition ?? row?.edition ?? null,
        endOfSupport: end ?? null,
        status,
        machines: [],
      }
      found.set(key, known)
    }
    if (known.machines.at(-1) !== machine) known.machines.push(machine)
  }
  for await (const {target, facts} of snapshots) {
    machines++
    const {os, software} = facts
    if (os?.ok) {
      const {product, cycle, esu} = os.value
      if (!byId.has(product)) unrecognised++
      add({product, ...(cycle === undefined ? {} : {cycle})}, target.name, esu === true)
    }
    if (!software?.ok || listGap(software, 'items')) notSeen.push(target.name)
    for (const program of software?.ok ? software.value.items : []) {
      const matched = match(program)
      if (matched) add(matched, target.name)
      else unrecognised++
    }
  }
  const inUse = [...found.values()].sort(
    (a, b) =>
      order.indexOf(a.status) - order.indexOf(b.status) || b.machines.length - a.machines.length || (a.product < b.product ? -1 : 1),
  )
  return {inUse, machines, notSeen, unrecognised}
}
