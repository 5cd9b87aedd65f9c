import {isIP} from 'node:net'
import {parseDomainSpec} from './spf-macros.ts'

export type Qualifier = '+' | '-' | '~' | '?'
export type MechanismName = 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists'

export interface Mechanism {
  kind: 'mechanism'
  name: MechanismName
  qualifier: Qualifier
  /** Domain as written, macros and all; undefined: the current domain. */
  domain?: string
  /** Network of ip4 and ip6. */
  network?: string
  prefix4: number
  prefix6: number
  text: string
}

export interface SpfRecord {
  mechanisms: Mechanism[]
  redirect?: string
  exp?: string
}

export type ParsedSpf = {ok: true; record: SpfRecord} | {ok: false; errors: {term: string; problem: string}[]}

const names: readonly MechanismName[] = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists']
const mostTerms = 500

/** Whether a text is meant to be SPF: the version stands alone or before a space (RFC 7208, 4.5). */
export const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text)

/** Reads a record by the grammar of RFC 7208, 12. One fault anywhere makes the whole record void (4.6). */
export function parseSpf(text: string): ParsedSpf {
  const record: SpfRecord = {mechanisms: []}
  const errors: {term: string; problem: string}[] = []
  const terms = text.slice('v=spf1'.length).split(' ').filter(Boolean)
  if (terms.length > mostTerms) return {ok: false, errors: [{term: '', problem: 'too-many-terms'}]}
  for (const term of terms) {
    const problem = /[^\x21-\x7e]/.test(term) ? 'bad-character' : readTerm(term, record)
    if (problem !== undefined) errors.push({term: term.replace(/[^\x21-\x7e]/g, '?').slice(0, 200), problem})
  }
  return errors.length > 0 ? {ok: false, errors} : {ok: true, record}
}

function readTerm(term: string, record: SpfRecord): string | undefined {
  const modifier = /^([A-Za-z][A-Za-z0-9._-]*)=(.*)$/.exec(term)
  if (modifier) return readModifier((modifier[1] ?? '').toLowerCase(), modifier[2] ?? '', record)
  const [, sign, word = '', rest = ''] = /^([+\-~?]?)([A-Za-z0-9]+)(.*)$/.exec(term) ?? []
  const name = names.find((one) => one === word.toLowerCase())
  if (!name) return 'unknown-mechanism'
  const mechanism: Mechanism = {
    kind: 'mechanism',
    name,
    qualifier: (sign || '+') as Qualifier,
    prefix4: 32,
    prefix6: 128,
    text: term.slice(0, 200),
  }
  const problem = readArgument(mechanism, rest)
  if (problem === undefined) record.mechanisms.push(mechanism)
  return problem
}

function readModifier(name: string, value: string, record: SpfRecord): string | undefined {
  if (name !== 'redirect' && name !== 'exp') return parseDomainSpec(value, 'string') ? undefined : 'bad-macro'
  if (record[name] !== undefined) return 'twice'
  if (!parseDomainSpec(value, 'domain')) return 'bad-domain'
  record[name] = value
  return undefined
}

function readArgument(mechanism: Mechanism, rest: string): string | undefined {
  switch (mechanism.name) {
    case 'all':
      return rest === '' ? undefined : 'needless-argument'
    case 'include':
    case 'exists':
      return rest.startsWith(':') ? readDomain(mechanism, rest.slice(1)) : 'domain-missing'
    case 'ptr':
      return rest === '' ? undefined : rest.startsWith(':') ? readDomain(mechanism, rest.slice(1)) : 'bad-argument'
    case 'a':
    case 'mx':
      return readDualPrefix(mechanism, rest)
    default:
      return rest.startsWith(':') ? readNetwork(mechanism, rest.slice(1)) : 'address-missing'
  }
}

function readDomain(mechanism: Mechanism, text: string): string | undefined {
  if (!parseDomainSpec(text, 'domain')) return 'bad-domain'
  mechanism.domain = text
  return undefined
}

/** "a:domain/24//64": a slash may also stand inside a macro, so the prefixes are read from the end. */
function readDualPrefix(mechanism: Mechanism, rest: string): string | undefined {
  const [, domain = '', four, six] = /^(.*?)(?:\/(\d+))?(?:\/\/(\d+))?$/s.exec(rest) ?? []
  const prefix4 = readPrefix(four, 32)
  const prefix6 = readPrefix(six, 128)
  if (prefix4 === undefined || prefix6 === undefined) return 'bad-prefix'
  mechanism.prefix4 = prefix4
  mechanism.prefix6 = prefix6
  if (domain === '') return undefined
  return domain.startsWith(':') ? readDomain(mechanism, domain.slice(1)) : 'bad-argument'
}

function readNetwork(mechanism: Mechanism, text: string): string | undefined {
  const [address = '', digits, more] = text.split('/')
  const family = mechanism.name === 'ip4' ? 4 : 6
  const width = family === 4 ? 32 : 128
  const prefix = readPrefix(digits, width)
  if (isIP(address) !== family || address.includes('%')) return 'bad-address'
  if (prefix === undefined || more !== undefined) return 'bad-prefix'
  mechanism.network = address
  if (family === 4) mechanism.prefix4 = prefix
  else mechanism.prefix6 = prefix
  return undefined
}

function readPrefix(digits: string | undefined, most: number): number | undefined {
  if (digits === undefined) return most
  if (!/^(?:0|[1-9]\d{0,2})$/.test(digits)) return undefined
  const bits = Number(digits)
  return bits <= most ? bits : undefined
}
