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
  const run = new SpfRun(client, {...question, address}, signal)
  const result = await run.checkHost(plainName(question.domain), [])
  return run.report(result)
}

const resultOf: Record<Qualifier, SpfResult> = {'+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral'}

type Match = boolean | 'temperror' | 'permerror'

class SpfRun {
  private lookups = 0
  private voids = 0
  private strictVoids = 0
  private more = false
  private usesPtr = false
  private gap: Gap | undefined
  private readonly errors: SpfEvaluation['errors'] = []
  private readonly client: DnsClient
  private readonly question: SpfQuestion
  private readonly signal: AbortSignal

  constructor(client: DnsClient, question: SpfQuestion, signal: AbortSignal) {
    this.client = client
    this.question = question
    this.signal = signal
  }

  report(result: SpfResult): SpfEvaluation {
    const {lookups, voids, more, errors, usesPtr, gap} = this
    const isOver = lookups > mostLookups || this.strictVoids > mostVoids
    return {result: isOver && result !== 'temperror' ? 'permerror' : result, lookups, voids, more, errors, usesPtr, ...(gap ? {gap} : {})}
  }

  async checkHost(domain: string, above: readonly string[]): Promise<SpfResult> {
    if (!/^[^.]{1,63}(\.[^.]{1,63})+$/.test(domain)) return 'none'
    const reply = await this.client.query(domain, 'TXT', {signal: this.signal})
    if (!reply.ok && reply.reason === 'bad-name') return 'none'
    if (!reply.ok) return this.failed(reply)
    const records = textsOf(reply).filter(isSpf)
    if (records.length === 0) return 'none'
    if (records.length > 1) return this.wrong(domain, '', 'several-records')
    const parsed = parseSpf(records[0] ?? '')
    if (!parsed.ok) {
      for (const {term, problem} of parsed.errors) this.wrong(domain, term, problem)
      return 'permerror'
    }
    return this.evaluate(domain, parsed.record, [...above, domain])
  }

  private async evaluate(domain: string, record: SpfRecord, stack: readonly string[]): Promise<SpfResult> {
    let first: SpfResult | undefined
    if ([record.redirect, record.exp].some((text) => text !== undefined && usesPtrMacro(text))) this.usesPtr = true
    for (const mechanism of record.mechanisms) {
      if (this.more) break
      const match = await this.matches(domain, mechanism, stack)
      if (match !== false) first ??= match === true ? resultOf[mechanism.qualifier] : match
      if (first !== undefined && (mechanism.name === 'all' || !this.question.exhaustive)) break
    }
    const hasAll = record.mechanisms.some(({name}) => name === 'all')
    if (record.redirect !== undefined && !hasAll && (first === undefined || this.question.exhaustive)) {
      const redirected = await this.redirect(domain, record.redirect, stack)
      first ??= redirected
    }
    return first ?? 'neutral'
  }

  private async redirect(domain: string, spec: string, stack: readonly string[]): Promise<SpfResult> {
    if (!this.count()) return 'permerror'
    const target = this.expand(spec, domain)
    if (stack.includes(target)) return this.wrong(domain, `redirect=${spec}`, 'loop')
    const result = await this.checkHost(target, stack)
    return result === 'none' ? this.wrong(domain, `redirect=${spec}`, 'no-record-there') : result
  }

  private async matches(domain: string, mechanism: Mechanism, stack: readonly string[]): Promise<Match> {
    const {name, text} = mechanism
    const spec = mechanism.domain
    if (spec !== undefined && usesPtrMacro(spec)) this.usesPtr = true
    if (name === 'all') return true
    if (name === 'ip4' || name === 'ip6') return this.within(mechanism.network ?? '', mechanism)
    if (!this.count()) return 'permerror'
    const target = spec === undefined ? domain : this.expand(spec, domain)
    const isFixed = spec === undefined || !dependsOnSender(spec)
    switch (name) {
      case 'include':
        return this.include(domain, target, text, stack)
      case 'a':
        return this.addressMatches(target, mechanism, isFixed)
      case 'mx':
        return this.exchangeMatches(domain, target, mechanism, isFixed)
      case 'exists': {
        const reply = await this.ask(target, 'A', isFixed)
        return reply.ok ? addressesOf(reply).length > 0 : this.unanswered(reply)
      }
      default:
        this.usesPtr = true
        return this.pointerMatches(target)
    }
  }

  private async include(domain: string, target: string, text: string, stack: readonly string[]): Promise<Match> {
    if (stack.includes(target)) {
      this.wrong(domain, text, 'loop')
      return 'permerror'
    }
    const result = await this.checkHost(target, stack)
    if (result === 'pass') return true
    if (result === 'temperror' || result === 'permerror') return result
    if (result !== 'none') return false
    this.wrong(domain, text, 'no-record-there')
    return 'permerror'
  }

  private async addressMatches(target: string, mechanism: Mechanism, isFixed: boolean): Promise<Match> {
    const reply = await this.ask(target, this.addressType, isFixed)
    if (!reply.ok) return this.unanswered(reply)
    return addressesOf(reply).some((address) => this.within(address, mechanism))
  }

  private async exchangeMatches(domain: string, target: string, mechanism: Mechanism, isFixed: boolean): Promise<Match> {
    const reply = await this.ask(target, 'MX', isFixed)
    if (!reply.ok) return this.unanswered(reply)
    const exchanges = exchangesOf(reply).filter(({host}) => host !== '')
    if (exchanges.length > mostExchanges) {
      this.wrong(domain, mechanism.text, 'too-many-mx')
      return 'permerror'
    }
    let isMatch = false
    for (const {host} of exchanges) {
      const addresses = await this.client.query(host, this.addressType, {signal: this.signal})
      if (!addresses.ok && addresses.reason !== 'bad-name') return this.failed(addresses)
      isMatch ||= addressesOf(addresses).some((address) => this.within(address, mechanism))
    }
    return isMatch
  }

  private async pointerMatches(target: string): Promise<Match> {
    const name = reverseName(this.question.address)
    const reply = name === undefined ? undefined : await this.ask(name, 'PTR', false)
    if (!reply?.ok) return false
    for (const host of namesOf(reply).slice(0, mostExchanges)) {
      const addresses = await this.client.query(host, this.addressType, {signal: this.signal})
      if (addressesOf(addresses).includes(this.question.address) && isWithin(host, target)) return true
    }
    return false
  }

  private get addressType(): 'A' | 'AAAA' {
    return isIP(this.question.address) === 6 ? 'AAAA' : 'A'
  }

  private async ask(name: string, type: 'A' | 'AAAA' | 'MX' | 'PTR', isFixed: boolean): Promise<DnsReply> {
    const reply = await this.client.query(name, type, {signal: this.signal})
    if (reply.ok && reply.records.length === 0) {
      this.strictVoids++
      if (isFixed) this.voids++
    }
    return reply
  }

  private within(address: string, {prefix4, prefix6}: Mechanism): boolean {
    const family = isIP(address)
    if (family === 0 || family !== isIP(this.question.address)) return false
    const list = new BlockList()
    const kind = family === 4 ? 'ipv4' : 'ipv6'
    list.addSubnet(address, family === 4 ? prefix4 : prefix6, kind)
    return list.check(this.question.address, kind)
  }

  /** A name that cannot be asked for matches nothing (RFC 7208, 4.8); any other failure may be over tomorrow. */
  private unanswered(reply: Extract<DnsReply, {ok: false}>): Match {
    if (reply.reason === 'bad-name') return false
    this.failed(reply)
    return 'temperror'
  }

  private failed(reply: Extract<DnsReply, {ok: false}>): 'temperror' {
    this.gap ??= gapOf(reply)
    return 'temperror'
  }

  private wrong(domain: string, term: string, problem: string): 'permerror' {
    const isKnown = this.errors.some((error) => error.domain === domain && error.term === term)
    if (!isKnown && this.errors.length < mostErrors) this.errors.push({domain: domain.slice(0, 255), term: term.slice(0, 200), problem})
    return 'permerror'
  }

  private count(): boolean {
    if (this.lookups >= hardStop) this.more = true
    else this.lookups++
    return !this.more
  }

  private expand(spec: string, domain: string): string {
    const {address, sender, helo} = this.question
    const values: MacroValues = {address, sender, domain, helo: helo ?? domain}
    return plainName(expandMacros(spec, values))
  }
}
