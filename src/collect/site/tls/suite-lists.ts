import type {SuiteClass} from '../../../model/tls-tables.ts'
import {mostSuites} from './limits.ts'
import {isTls13Suite, type Suite, type TlsIndex} from './tables.ts'

/** Classes that no site may accept, the worst first: in this order they are asked for. */
export const badClasses = ['null', 'anon', 'export', 'des', 'rc4', '3des'] as const satisfies readonly SuiteClass[]
export type BadClass = (typeof badClasses)[number]

/** Key exchanges and ciphers from the most to the least likely; then those that next to no server has alone. */
const exchanges = ['ECDHE_ECDSA', 'ECDHE_RSA', 'DHE_RSA', 'RSA', 'DHE_DSS', 'ECDH_ECDSA', 'ECDH_RSA', 'DH_RSA', 'DH_DSS']
const ciphers = ['AES_128_GCM', 'AES_256_GCM', 'CHACHA20', 'AES_128_CBC', 'AES_256_CBC', '3DES', 'RC4']
const rareCiphers = ['CAMELLIA', 'AES_128_CCM', 'AES_256_CCM', 'SEED', 'IDEA', 'DES_CBC', 'RC2', 'ARIA']
const rare = 30

const placeIn = (list: readonly string[], found: (word: string) => boolean) => {
  const place = list.findIndex(found)
  return place < 0 ? list.length : place
}
function likelihood({name, keyExchange}: Suite): number {
  const cipher = placeIn(ciphers, (one) => name.includes(one))
  const place = cipher < ciphers.length ? cipher : rare + placeIn(rareCiphers, (one) => name.includes(one))
  return place + 4 * placeIn(exchanges, (one) => keyExchange === one)
}
const byLikelihood = (a: Suite, b: Suite) => likelihood(a) - likelihood(b) || a.code - b.code

const badnessOf = (suite: Suite) => placeIn(badClasses, (one) => suite.classes.has(one as BadClass))

/** What to offer, each list chosen and ordered once from the tables. */
export interface SuiteLists {
  /** What visitors of today and of twenty years ago offer: any server that is not broken finds one. */
  usual: readonly Suite[]
  /** The same in sixteen. */
  few: readonly Suite[]
  /** Old versions know neither AEAD nor SHA-256. */
  old: readonly Suite[]
  tls13: readonly Suite[]
  /** All that are in a bad class, the worst first. */
  bad: readonly Suite[]
  forwardSecret: readonly Suite[]
  aead: readonly Suite[]
  finiteField: readonly Suite[]
  exportFiniteField: readonly Suite[]
  /** Without keys of 256 bits, for which servers take larger primes. */
  anonFiniteField: readonly Suite[]
  ellipticCurve: readonly Suite[]
  /** All of SSL 3.0 to TLS 1.2, for enumeration. */
  all: readonly Suite[]
}

export function listSuites({suites}: TlsIndex): SuiteLists {
  const all = [...suites.values()].filter((suite) => !isTls13Suite(suite)).sort(byLikelihood)
  const open = all.filter(({classes}) => !classes.has('shared-secret'))
  const isBad = (suite: Suite) => badClasses.some((one) => suite.classes.has(one))
  const isDhe = ({keyExchange}: Suite) => keyExchange === 'DHE_RSA' || keyExchange === 'DHE_DSS'
  const isCurve = ({keyExchange}: Suite) => keyExchange === 'ECDHE_RSA' || keyExchange === 'ECDHE_ECDSA'
  const isAuthentic = ({classes}: Suite) => !classes.has('anon') && !classes.has('null') && !classes.has('export')
  const first = (list: readonly Suite[]) => list.slice(0, mostSuites)
  return {
    usual: first(open.filter(isAuthentic)),
    few: fewSuites.flatMap((code) => suites.get(code) ?? []),
    old: first(open.filter((suite) => !suite.classes.has('aead') && !/SHA(256|384)$/.test(suite.name)).sort(byOldLikelihood)),
    tls13: [...suites.values()].filter((suite) => isTls13Suite(suite)).sort((a, b) => likelihood13(a) - likelihood13(b)),
    bad: open.filter(isBad).sort((a, b) => badnessOf(a) - badnessOf(b) || byLikelihood(a, b)),
    forwardSecret: first(open.filter((suite) => suite.classes.has('forward-secret') && isAuthentic(suite))),
    aead: first(open.filter((suite) => suite.classes.has('aead') && isAuthentic(suite))),
    finiteField: first(open.filter((suite) => isDhe(suite) && isAuthentic(suite))),
    exportFiniteField: open.filter(({name}) => /_(DHE_(RSA|DSS)|DH_anon)_EXPORT/.test(name)),
    anonFiniteField: open.filter(({name}) => /_DH_anon_WITH/.test(name) && !/_256_/.test(name)),
    ellipticCurve: first(open.filter((suite) => isCurve(suite) && isAuthentic(suite))),
    all,
  }
}

/** ECDHE with GCM, ChaCha20 and CBC for both kinds of keys, DHE, then RSA down to RC4. */
const fewSuites = [0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc014, 0x9e, 0x33, 0x9c, 0x2f, 0x35, 0x0a, 0x05]

/** Good ones first, then by what old servers had. */
const byOldLikelihood = (a: Suite, b: Suite) => Number(badnessOf(a) < 3) - Number(badnessOf(b) < 3) || byLikelihood(a, b)
const likelihood13 = ({code, classes}: Suite) => (classes.has('null') ? 0x1_0000 : 0) + code
