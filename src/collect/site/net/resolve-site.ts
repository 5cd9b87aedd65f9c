import {lookup} from 'node:dns/promises'
import {isIP} from 'node:net'
import type {AddressRules} from './address-rules.ts'
import type {NoAddress, Resolution, Resolver} from './resolver.ts'

/** Addresses of a site: those that may be reached, and those that may not. */
export interface SiteAddresses {
  permitted: string[]
  /** Private and reserved ones, which a public site should not have. */
  refused: string[]
  /** Why there are none at all. */
  failure?: {reason: NoAddress; detail: string}
}

/** Asks once and looks at every address. */
export async function resolveSite(host: string, resolver: Resolver, rules: AddressRules, signal: AbortSignal): Promise<SiteAddresses> {
  const literal = host.startsWith('[') ? host.slice(1, -1) : host
  const answer: Resolution = isIP(literal) ? {ok: true, addresses: [literal]} : await resolver.resolve(host, signal)
  if (!answer.ok) return {permitted: [], refused: [], failure: {reason: answer.reason, detail: answer.detail}}
  const addresses = [...new Set(answer.addresses)]
  return {
    permitted: addresses.filter((address) => rules.permits(address)).sort(inOneOrder),
    refused: addresses.filter((address) => !rules.permits(address)),
  }
}

/** IPv4 first. Servers of names answer in turns: in one order, two probes begin at the same address and can be compared. */
const inOneOrder = (a: string, b: string) => isIP(a) - isIP(b) || a.localeCompare(b, 'en', {numeric: true})

const failures: Record<string, NoAddress> = {ENOTFOUND: 'nxdomain', ENODATA: 'no-data', EAI_AGAIN: 'servfail', ETIMEOUT: 'timeout'}

/** The resolver of this machine, hosts file included. A name is asked once a run. */
export function createSystemResolver(timeoutMs = 12_000): Resolver {
  const known = new Map<string, Promise<Resolution>>()
  const ask = async (name: string): Promise<Resolution> => {
    try {
      const found = await withTimeout(lookup(name, {all: true, order: 'ipv4first'}), timeoutMs)
      if (found === 'timeout') return {ok: false, reason: 'timeout', detail: `no answer for ${name} within ${timeoutMs} ms`}
      return found.length > 0
        ? {ok: true, addresses: found.map(({address}) => address)}
        : {ok: false, reason: 'no-data', detail: `${name} has no address`}
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'error'
      return {ok: false, reason: failures[code] ?? 'error', detail: `${name}: ${code}`}
    }
  }
  return {
    resolve: (name) => {
      const before = known.get(name)
      if (before) return before
      const answer = ask(name)
      if (known.size < 50_000) known.set(name, answer)
      return answer
    },
  }
}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T | 'timeout'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
