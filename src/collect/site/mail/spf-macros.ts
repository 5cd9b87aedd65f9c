import {isIP} from 'node:net'
import {ipv6Nibbles} from '../dns/names.ts'

/** What macros stand for in one evaluation (RFC 7208, 7.2). */
export interface MacroValues {
  address: string
  sender: string
  domain: string
  helo: string
}

type Token = {literal: string} | {letter: string; upper: boolean; keep: number; reverse: boolean; delimiters: string}

const macro = /^%\{([slodiphcrtvSLODIPHCRTV])(\d*)([rR]?)([.\-+,/_=]*)\}/

/**
 * Takes a macro-string apart; undefined where it breaks the grammar of RFC 7208, 7.1. A domain must end in a label that is no number, or
 * in a macro.
 */
export function parseDomainSpec(text: string, kind: 'domain' | 'string'): Token[] | undefined {
  if (text.length > 1000) return undefined
  const tokens: Token[] = []
  let literal = ''
  const flush = () => {
    if (literal !== '') tokens.push({literal})
    literal = ''
  }
  for (let at = 0; at < text.length; ) {
    const letter = text[at] ?? ''
    if (letter !== '%') {
      if (!/[\x21-\x7e]/.test(letter)) return undefined
      literal += letter
      at++
      continue
    }
    const plain = ({'%%': '%', '%_': ' ', '%-': '%20'} as Record<string, string>)[text.slice(at, at + 2)]
    if (plain !== undefined) {
      literal += plain
      at += 2
      continue
    }
    const [whole, name = '', digits = '', reverse = '', delimiters = ''] = macro.exec(text.slice(at)) ?? []
    // c, r and t are for explanations only.
    if (whole === undefined || (digits !== '' && Number(digits) === 0) || (kind === 'domain' && /[crt]/i.test(name))) return undefined
    flush()
    tokens.push({
      letter: name.toLowerCase(),
      upper: name !== name.toLowerCase(),
      keep: digits === '' ? 128 : Math.min(Number(digits), 128),
      reverse: reverse !== '',
      delimiters: delimiters === '' ? '.' : delimiters,
    })
    at += whole.length
  }
  flush()
  return kind === 'string' || endsAsDomain(tokens) ? tokens : undefined
}

function endsAsDomain(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)
  if (!last) return false
  if (!('literal' in last)) return true
  const [, top] = /\.([^.]*)\.?$/.exec(last.literal) ?? []
  return top !== undefined && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(top) && !/^\d+$/.test(top)
}

/** The sender's address and names stand in it, so that the name differs from message to message. */
export const dependsOnSender = (text: string): boolean =>
  (parseDomainSpec(text, 'domain') ?? []).some((token) => 'letter' in token && 'slihpcrt'.includes(token.letter))

export const usesPtrMacro = (text: string): boolean =>
  (parseDomainSpec(text, 'string') ?? []).some((token) => 'letter' in token && token.letter === 'p')

/** The text with every macro replaced. A name over 253 characters loses labels on the left (RFC 7208, 7.3). */
export function expandMacros(text: string, values: MacroValues): string {
  let name = (parseDomainSpec(text, 'string') ?? []).map((token) => ('literal' in token ? token.literal : expand(token, values))).join('')
  while (name.length > 253 && name.includes('.')) name = name.slice(name.indexOf('.') + 1)
  return name
}

function expand(token: Extract<Token, {letter: string}>, values: MacroValues): string {
  const parts = split(standsFor(token.letter, values), token.delimiters)
  if (token.reverse) parts.reverse()
  const text = parts.slice(-token.keep).join('.')
  return token.upper
    ? encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    : text
}

function split(text: string, delimiters: string): string[] {
  const parts = ['']
  for (const letter of text) {
    if (delimiters.includes(letter)) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}

function standsFor(letter: string, {address, sender, domain, helo}: MacroValues): string {
  const at = sender.lastIndexOf('@')
  const local = at > 0 ? sender.slice(0, at) : 'postmaster'
  const host = at >= 0 ? sender.slice(at + 1) : sender
  switch (letter) {
    case 's':
      return `${local}@${host}`
    case 'l':
      return local
    case 'o':
      return host
    case 'd':
      return domain
    case 'i':
      return isIP(address) === 6 ? [...(ipv6Nibbles(address) ?? '')].join('.') : address
    case 'v':
      return isIP(address) === 6 ? 'ip6' : 'in-addr'
    case 'h':
      return helo
    // RFC 7208, 7.3 allows "unknown" for a name that was not validated.
    default:
      return 'unknown'
  }
}
