import {isDeepStrictEqual} from 'node:util'
import type {FactSet} from '../check/seen-facts.ts'
import {addressViews} from '../check/site-addresses.ts'
import type {Fact} from '../model/fact.ts'
import type {Snapshot} from '../model/snapshot.ts'

/** One place where two probes of a site differ. `before` or `after` is absent where nothing stood there. */
export interface FactChange {
  fact: string
  /** "certificates" or "hsts.maxAge"; empty for the fact as a whole. */
  path: string
  /** Of a site with several addresses, that at which it differs. */
  address?: string
  before?: unknown
  after?: unknown
}

export interface FactDiff {
  changes: FactChange[]
  /** Facts that only one of the two probes saw: whether they changed is not known. */
  unseen: {fact: string; address?: string; in: 'before' | 'after'; reason: string}[]
}

/** Compares what two probes saw. A fact that one of them did not see has not changed: nobody knows. */
export function diffFacts(before: Snapshot, after: Snapshot, ignored: readonly string[]): FactDiff {
  const rules = ignored.map((rule) => rule.split('.'))
  const diff: FactDiff = {changes: [], unseen: []}
  for (const {address, before: old, after: now} of pairAddresses(before.facts as FactSet, after.facts as FactSet)) {
    const where = address === undefined ? {} : {address}
    for (const fact of [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()) {
      if (rules.some((rule) => rule.length === 1 && rule[0] === fact)) continue
      const [a, b] = [old[fact], now[fact]]
      if (!a?.ok && !b?.ok) continue
      if (!a?.ok) diff.unseen.push({fact, ...where, in: 'before', reason: reasonOf(a)})
      else if (!b?.ok) diff.unseen.push({fact, ...where, in: 'after', reason: reasonOf(b)})
      else {
        const own = rules.filter(([name]) => name === fact).map(([, ...path]) => path)
        walk(strip(a.value, own), strip(b.value, own), [], (change) => diff.changes.push({fact, ...where, ...change}))
      }
    }
  }
  return diff
}

interface Pair {
  address?: string
  before: FactSet
  after: FactSet
}

/**
 * What is compared with what. Where both probes looked at several addresses, TLS and certificate are compared address by address: which of
 * them stands for the site may change. Which addresses there are is a fact of its own.
 */
function pairAddresses(before: FactSet, after: FactSet): Pair[] {
  const [old, now] = [viewsByAddress(before), viewsByAddress(after)]
  // Only one of them looked at other addresses: so it is told, not what it saw there.
  if ((old?.size ?? 1) > 1 ? !now : (now?.size ?? 1) > 1 && !old) return [{before, after}]
  const {tlsAddresses: _, ...restBefore} = before
  const {tlsAddresses: __, ...restAfter} = after
  if (!old || !now || old.size + now.size < 3) return [{before: restBefore, after: restAfter}]
  const whole = ({tls: _tls, chain: _chain, ...facts}: FactSet): FactSet => facts
  const both = [...old.keys()].filter((address) => now.has(address))
  const own = (facts: FactSet | undefined): FactSet => ({tls: facts?.['tls'], chain: facts?.['chain']}) as FactSet
  return [
    {before: whole(restBefore), after: whole(restAfter)},
    ...both.map((address) => ({address, before: own(old.get(address)), after: own(now.get(address))})),
  ]
}

function viewsByAddress(facts: FactSet): Map<string, FactSet> | undefined {
  const {tlsAddresses} = facts as Snapshot['facts']
  if (!tlsAddresses?.ok) return undefined
  return new Map(addressViews(facts).map((view, at) => [at === 0 ? tlsAddresses.value.main : view.address, view.facts]))
}

function reasonOf(fact: Fact | undefined): string {
  return fact && !fact.ok ? [fact.reason, fact.detail].filter(Boolean).join(': ') : 'not-collected'
}

/** The value without what is not compared. */
function strip(value: unknown, rules: readonly string[][]): unknown {
  if (rules.length === 0 || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => strip(item, under(rules, '*')))
  const kept = Object.entries(value).filter(([key]) => !rules.some(([name, ...rest]) => name === key && rest.length === 0))
  return Object.fromEntries(kept.map(([key, inner]) => [key, strip(inner, under(rules, key))]))
}

function under(rules: readonly string[][], key: string): string[][] {
  return rules.filter(([name, ...rest]) => name === key && rest.length > 0).map(([, ...rest]) => rest)
}

function walk(before: unknown, after: unknown, path: readonly string[], take: (change: Omit<FactChange, 'fact'>) => void): void {
  if (isDeepStrictEqual(before, after)) return
  if (isPlain(before) && isPlain(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) walk(before[key], after[key], [...path, key], take)
    return
  }
  take({path: path.join('.'), ...(before === undefined ? {} : {before}), ...(after === undefined ? {} : {after})})
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
