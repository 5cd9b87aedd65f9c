import {createHash} from 'node:crypto'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {Seen} from './conversation.ts'
import {bitsOf} from './messages.ts'
import {versionName} from './numbers.ts'
import type {Probe} from './probe.ts'
import type {ServedChain, ServedTls} from './served.ts'
import type {Suite, TlsIndex} from './tables.ts'

type TlsFact = SiteFactValue<'tls'>

/** Everything that came up in any handshake, whatever it was asked for. */
export interface SeenLists {
  add(seen: Seen): void
  chosen: Suite[]
  suites: Map<string, TlsFact['suites'][number]>
  groups: Map<string, TlsFact['groups'][number]>
  dh: TlsFact['dh'][number][]
  chains: Map<string, ServedChain>
}

const mostChains = 5
const mostPrimes = 20

export function witnessInto(index: TlsIndex): SeenLists {
  const lists: SeenLists = {add, chosen: [], suites: new Map(), groups: new Map(), dh: [], chains: new Map()}

  function add(seen: Seen): void {
    for (const code of seen.ssl2 ?? []) {
      const suite = index.ssl2.get(code) ?? unnamed(code)
      addSuite(suite, 'SSLv2', 6)
      lists.chosen.push(suite)
    }
    addChain(seen)
    const {hello} = seen
    if (!hello) return
    const version = versionName(hello.version) ?? 'unknown'
    const suite = index.suites.get(hello.suite) ?? unnamed(hello.suite)
    addSuite(suite, version, 4)
    lists.chosen.push(suite)
    const group = hello.group ?? seen.keyExchange?.group
    if (group !== undefined) addGroup(group, version)
    const prime = seen.keyExchange?.prime
    if (prime) addPrime(prime, suite, version)
  }

  function addSuite({code, name, classes}: Suite, version: string, digits: number): void {
    lists.suites.set(`${version} ${code}`, {code: hex(code, digits), name, version, classes: [...classes]})
  }

  function addGroup(code: number, version: string): void {
    const group = index.groups.get(code)
    const bits = group?.bits === undefined ? {} : {bits: group.bits}
    lists.groups.set(`${version} ${code}`, {code: hex(code, 4), name: group?.name ?? hex(code, 4), version, ...bits})
  }

  function addPrime(prime: Buffer, suite: Suite, version: string): void {
    const sha256 = createHash('sha256').update(prime).digest('hex')
    if (lists.dh.length >= mostPrimes || lists.dh.some((one) => one.sha256 === sha256)) return
    const name = index.primes.get(sha256)
    lists.dh.push({bits: bitsOf(prime), sha256, ...(name === undefined ? {} : {sharedPrime: name}), suite: suite.name, version})
  }

  function addChain({chain}: Seen): void {
    const [leaf] = chain?.certificates ?? []
    if (!chain || !leaf || lists.chains.size >= mostChains) return
    const key = createHash('sha256').update(leaf).digest('hex')
    if (!lists.chains.has(key)) lists.chains.set(key, keep(chain))
  }

  return lists
}

/** Copies: the bytes of a connection are not kept alive by a part of them. */
const keep = ({certificates, staple, scts}: ServedChain): ServedChain => ({
  certificates: certificates.map((der) => Buffer.from(der)),
  ...(staple ? {staple: Buffer.from(staple)} : {}),
  ...(scts ? {scts: Buffer.from(scts)} : {}),
})

const hex = (code: number, digits: number) => `0x${code.toString(16).toUpperCase().padStart(digits, '0')}`
const unnamed = (code: number): Suite => ({code, name: `unassigned ${hex(code, 4)}`, classes: new Set(), keyExchange: ''})

export const notesOf = ({suites, groups, dh}: SeenLists) => ({suites: [...suites.values()], groups: [...groups.values()], dh})

/** The chain that today's visitors get, and every other that was seen. */
export function servedOf({before13, tls13}: Probe['flights'], {chains}: SeenLists): ServedTls | undefined {
  const usual = [tls13, before13].find((one) => one?.chain?.certificates.length)?.chain ?? [...chains.values()][0]
  const [leaf] = usual?.certificates ?? []
  if (!usual || !leaf) return undefined
  return {...keep(usual), others: [...chains.values()].filter(({certificates: [other]}) => other && Buffer.compare(other, leaf) !== 0)}
}
