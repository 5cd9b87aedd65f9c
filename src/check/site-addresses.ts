import type {Evidence, Result, UnknownReason} from '../model/assessment.ts'
import type {Fact, Gap, MissingReason} from '../model/fact.ts'
import type {SiteFactValue} from '../model/facts/site/index.ts'
import {unseenMark} from './explain-unknown.ts'
import type {FactSet} from './seen-facts.ts'

/** Facts that are about one address of a site and not about the site. */
const ofAddress: readonly string[] = ['tls', 'chain']

/** The facts of a site as a visitor has it who is led to this address. */
export interface AddressView {
  address: string
  facts: FactSet
}

type Elsewhere = SiteFactValue<'tlsAddresses'>

export function readsAddress(facts: readonly string[]): boolean {
  return facts.some((name) => ofAddress.includes(name))
}

/**
 * The site at each of its addresses, that of the facts themselves first; its address is empty where there is no other. An address that
 * nothing was seen of is among them, so that nothing passes for it; one that the machine of the probe has no way to is not.
 */
export function addressViews(facts: FactSet): [AddressView, ...AddressView[]] {
  const fact = facts['tlsAddresses'] as Fact<Elsewhere> | undefined
  if (!fact) return [{address: '', facts}]
  if (!fact.ok)
    return [
      {address: '', facts},
      {address: '', facts: {...facts, tls: fact, chain: fact}},
    ]
  const {main, others, unasked} = fact.value
  const judged = others.filter(({noRoute}) => noRoute !== true)
  return [
    {address: others.length + unasked.length > 0 ? main : '', facts},
    ...judged.map((one) => ({address: one.address, facts: {...facts, ...factsAt(one, fact)}})),
  ]
}

function factsAt(
  {address, tls, chain, gaps = [], missing}: Elsewhere['others'][number],
  {source, at}: {source: string; at: string},
): FactSet {
  const from = {source: `${source} at ${address}`.slice(0, 500), at}
  const none = missing ?? {reason: 'not-collected' as const, detail: 'was not looked at'}
  const own = (name: string) =>
    Object.fromEntries(
      gaps.filter(({path}) => path.startsWith(`${name}.`)).map(({path, ...gap}): [string, Gap] => [path.slice(name.length + 1), gap]),
    )
  const whole = (name: string): {reason: MissingReason; detail: string} => gaps.find(({path}) => path === name) ?? none
  const factOf = (name: string, value: unknown): Fact =>
    value === undefined
      ? {ok: false, reason: whole(name).reason, detail: whole(name).detail, ...from}
      : {ok: true, value, gaps: own(name), ...from}
  return {tls: factOf('tls', tls), chain: factOf('chain', chain)}
}

interface JudgedAt {
  address: string
  result: Result
}

/** What a check says of the site out of what it says of each address: a fault at one is a fault, and nothing passes that one did not show. */
export function worstOf(own: JudgedAt, elsewhere: readonly JudgedAt[]): Result {
  if (own.address === '' && elsewhere.length === 0) return own.result
  const all = [own, ...elsewhere]
  const outcome = order.find((one) => all.some(({result}) => result.outcome === one)) ?? 'unknown'
  const those = all.filter(({result}) => result.outcome === outcome)
  const {check, target, expected} = own.result
  const observed = together(those.map(({result}) => result.observed))
  const addresses = those.map(({address}) => address).filter((address) => address !== '')
  return {
    check,
    target,
    outcome,
    ...(outcome === 'unknown' ? whyUnknown(those) : {}),
    ...(observed === undefined ? {} : {observed}),
    ...(expected === undefined ? {} : {expected}),
    ...(addresses.length > 0 ? {addresses} : {}),
    evidence: allEvidence(those.map(({result}) => result.evidence)),
  }
}

const order = ['fail', 'unknown', 'pass', 'not-applicable'] as const

/** Once what is the same at each, all of it where it differs. */
function together(values: readonly unknown[]): unknown {
  const different = new Map(values.filter((value) => value !== undefined).map((value) => [JSON.stringify(value), value]))
  const [first] = different.values()
  return different.size < 2 ? first : [...new Set([...different.values()].flat())]
}

function whyUnknown(judged: readonly JudgedAt[]): {reason?: UnknownReason; detail?: string} {
  const [first] = judged
  const reason = first?.result.reason
  const byDetail = Map.groupBy(judged, ({result}) => result.detail ?? '')
  const detail = [...byDetail]
    .filter(([text]) => text !== '')
    .map(([text, those]) => {
      const named = those.filter(({address}) => address !== '' && !text.includes(address)).map(({address}) => address)
      // What readers take apart again keeps its form.
      return named.length === 0 || text.startsWith(unseenMark) ? text : `${named.join(', ')}: ${text}`
    })
    .join('; ')
    .slice(0, 500)
  return {...(reason === undefined ? {} : {reason}), ...(detail === '' ? {} : {detail})}
}

function allEvidence(lists: readonly (readonly Evidence[])[]): Evidence[] {
  return [...new Map(lists.flat().map((one) => [`${one.fact} ${one.source}`, one])).values()]
}
