import {BlockList, isIP} from 'node:net'
import type {Gap} from '../../../model/fact.ts'
import type {DnsClient, DnsReply} from '../dns/dns-client.ts'
import {isWithin, plainName, reverseName} from '../dns/names.ts'
import {addressesOf, exchangesOf, gapOf, namesOf, textsOf} from '../dns/records.ts'
import {dependsOnSender, expandMacros, type MacroValues, usesPtrMacro} from './spf-macros.ts'
import {isSpf, type Mechanism, parseSpf, type Qualifier, type SpfRecord} from './spf-record.ts'

export type SpfResult = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror'

export interface SpfQuestion {
  /** Address that the message comes from. */
  address: string
  domain: string
  sender: string
  helo?: string
  /** Every term is gone through, also after one that matched: counts what the worst sender costs. */
  exhaustive?: boolean
}

export interface SpfEvaluation {
  result: SpfResult
  /** Terms that ask DNS (RFC 7208, 4.6.4), more than ten too. */
  lookups: number
  /** Counting stopped: there are at least so many. */
  more: boolean
  /** Terms of a fixed name that found nothing. */
  voids: number
  errors: {domain: string; term: string; problem: string}[]
  usesPtr: boolean
  /** Why the result is temperror, or parts could not be counted. */
  gap?: Gap
}

const mostLookups = 10
const mostVoids = 2
const mostExchanges = 10
/** Where counting ends. */
const hardStop = 60
const mostErrors = 20

/** check_host() of RFC 7208, 4, with its limits; counts on after them so that a report can say how far over they are. */
export async function evaluateSpf(client: DnsClient, question: SpfQuestion, signal: AbortSignal): Promise<SpfEvaluation> {
  // An IPv4 address in the form of IPv6 is IPv4 (RFC 7208, 5).
  const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(question.address)?.[1] ?? question.address
  const run = createRun(client, {...question, address}, signal)
  const result = await run.checkHost(plainName(question.domain), [])
  return run.report(result)
}

const resultOf: Record<Qualifier, SpfResult> = {'+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral'}

type Match = boolean | 'temperror' | 'permerror'

/** One evaluation with all that it counts. */
function createRun(client: DnsClient, question: SpfQuestion, signal: AbortSignal) {
  let lookups = 0
  let voids = 0
  let strictVoids = 0
  let more = false
  let usesPtr = false
  let gap: Gap | undefined
  const errors: SpfEvaluation['errors'] = []
  const addressType = isIP(question.address) === 6 ? 'AAAA' : 'A'

  function report(result: SpfResult): SpfEvaluation {
    const isOver = lookups > mostLookups || strictVoids > mostVoids
    return {result: isOver && result !== 'temperror' ? 'permerror' : result, lookups, voids, more, errors, usesPtr, ...(gap ? {gap} : {})}
  }

  async function checkHost(domain: string, above: readonly string[]): Promise<SpfResult> {
    if (!/^[^.]{1,63}(\.[^.]{1,63})+$/.test(domain)) return 'none'
    const reply = await client.query(domain, 'TXT', {signal})
    if (!reply.ok && reply.reason === 'bad-name') return 'none'
    if (!reply.ok) return failed(reply)
    const records = textsOf(reply).filter(isSpf)
    if (records.length === 0) return 'none'
    if (records.length > 1) return wrong(domain, '', 'several-records')
    const parsed = parseSpf(records[0] ?? '')
    if (!parsed.ok) {
      for (const {term, problem} of parsed.errors) wrong(domain, term, problem)
      return 'permerror'
    }
    return evaluate(domain, parsed.record, [...above, domain])
  }

  async function evaluate(domain: string, record: SpfRecord, stack: readonly string[]): Promise<SpfResult> {
    let first: SpfResult | undefined
    if ([record.redirect, record.exp].some((text) => text !== undefined && usesPtrMacro(text))) usesPtr = true
    for (const mechanism of record.mechanisms) {
      if (more) break
      const match = await matches(domain, mechanism, stack)
      if (match !== false) first ??= match === true ? resultOf[mechanism.qualifier] : match
      if (first !== undefined && (mechanism.name === 'all' || !question.exhaustive)) break
    }
    const hasAll = record.mechanisms.some(({name}) => name === 'all')
    if (record.redirect !== undefined && !hasAll && (first === undefined || question.exhaustive)) {
      const redirected = await redirect(domain, record.redirect, stack)
      first ??= redirected
    }
    return first ?? 'neutral'
  }

  async function redirect(domain: string, spec: string, stack: readonly string[]): Promise<SpfResult> {
    if (!count()) return 'permerror'
    const target = expand(spec, domain)
    if (stack.includes(target)) return wrong(domain, `redirect=${spec}`, 'loop')
    const result = await checkHost(target, stack)
    return result === 'none' ? wrong(domain, `redirect=${spec}`, 'no-record-there') : result
  }

  async function matches(domain: string, mechanism: Mechanism, stack: readonly string[]): Promise<Match> {
    const {name, text} = mechanism
    const spec = mechanism.domain
    if (spec !== undefined && usesPtrMacro(spec)) usesPtr = true
    if (name === 'all') return true
    if (name === 'ip4' || name === 'ip6') return within(mechanism.network ?? '', mechanism)
    if (!count()) return 'permerror'
    const target = spec === undefined ? domain : expand(spec, domain)
    const isFixed = spec === undefined || !dependsOnSender(spec)
    switch (name) {
      case 'include':
        return include(domain, target, text, stack)
      case 'a':
        return addressMatches(target, mechanism, isFixed)
      case 'mx':
        return exchangeMatches(domain, target, mechanism, isFixed)
      case 'exists': {
        const reply = await ask(target, 'A', isFixed)
        return reply.ok ? addressesOf(reply).length > 0 : unanswered(reply)
      }
      default:
        usesPtr = true
        return pointerMatches(target)
    }
  }

  async function include(domain: string, target: string, text: string, stack: readonly string[]): Promise<Match> {
    if (stack.includes(target)) {
      wrong(domain, text, 'loop')
      return 'permerror'
    }
    const result = await checkHost(target, stack)
    if (result === 'pass') return true
    if (result === 'temperror' || result === 'permerror') return result
    if (result !== 'none') return false
    wrong(domain, text, 'no-record-there')
    return 'permerror'
  }

  async function addressMatches(target: string, mechanism: Mechanism, isFixed: boolean): Promise<Match> {
    const reply = await ask(target, addressType, isFixed)
    if (!reply.ok) return unanswered(reply)
    return addressesOf(reply).some((address) => within(address, mechanism))
  }

  async function exchangeMatches(domain: string, target: string, mechanism: Mechanism, isFixed: boolean): Promise<Match> {
    const reply = await ask(target, 'MX', isFixed)
    if (!reply.ok) return unanswered(reply)
    const exchanges = exchangesOf(reply).filter(({host}) => host !== '')
    if (exchanges.length > mostExchanges) {
      wrong(domain, mechanism.text, 'too-many-mx')
      return 'permerror'
    }
    let isMatch = false
    for (const {host} of exchanges) {
      const addresses = await client.query(host, addressType, {signal})
      if (!addresses.ok && addresses.reason !== 'bad-name') return failed(addresses)
      isMatch ||= addressesOf(addresses).some((address) => within(address, mechanism))
    }
    return isMatch
  }

  async function pointerMatches(target: string): Promise<Match> {
    const name = reverseName(question.address)
    const reply = name === undefined ? undefined : await ask(name, 'PTR', false)
    if (!reply?.ok) return false
    for (const host of namesOf(reply).slice(0, mostExchanges)) {
      const addresses = await client.query(host, addressType, {signal})
      if (addressesOf(addresses).includes(question.address) && isWithin(host, target)) return true
    }
    return false
  }

  async function ask(name: string, type: 'A' | 'AAAA' | 'MX' | 'PTR', isFixed: boolean): Promise<DnsReply> {
    const reply = await client.query(name, type, {signal})
    if (reply.ok && reply.records.length === 0) {
      strictVoids++
      if (isFixed) voids++
    }
    return reply
  }

  function within(address: string, {prefix4, prefix6}: Mechanism): boolean {
    const family = isIP(address)
    if (family === 0 || family !== isIP(question.address)) return false
    const list = new BlockList()
    const kind = family === 4 ? 'ipv4' : 'ipv6'
    list.addSubnet(address, family === 4 ? prefix4 : prefix6, kind)
    return list.check(question.address, kind)
  }

  /** A name that cannot be asked for matches nothing (RFC 7208, 4.8); any other failure may be over tomorrow. */
  function unanswered(reply: Extract<DnsReply, {ok: false}>): Match {
    if (reply.reason === 'bad-name') return false
    failed(reply)
    return 'temperror'
  }

  function failed(reply: Extract<DnsReply, {ok: false}>): 'temperror' {
    gap ??= gapOf(reply)
    return 'temperror'
  }

  function wrong(domain: string, term: string, problem: string): 'permerror' {
    const isKnown = errors.some((error) => error.domain === domain && error.term === term)
    if (!isKnown && errors.length < mostErrors) errors.push({domain: domain.slice(0, 255), term: term.slice(0, 200), problem})
    return 'permerror'
  }

  function count(): boolean {
    if (lookups >= hardStop) more = true
    else lookups++
    return !more
  }

  function expand(spec: string, domain: string): string {
    const {address, sender, helo} = question
    const values: MacroValues = {address, sender, domain, helo: helo ?? domain}
    return plainName(expandMacros(spec, values))
  }

  return {checkHost, report}
}
