import type {SuiteClass, TlsTables} from '../../../model/tls-tables.ts'

/** A cipher suite that may be offered. */
export interface Suite {
  code: number
  name: string
  classes: ReadonlySet<SuiteClass>
  /** What stands before "_WITH_": "ECDHE_RSA"; empty for TLS 1.3. */
  keyExchange: string
}

export interface Group {
  code: number
  name: string
  kind: 'ec' | 'ffdhe' | 'post-quantum'
  bits?: number | undefined
}

/** The tables, ready to be looked up by number. */
export interface TlsIndex {
  suites: ReadonlyMap<number, Suite>
  ssl2: ReadonlyMap<number, Suite>
  groups: ReadonlyMap<number, Group>
  /** Name of a shared prime by its SHA-256. */
  primes: ReadonlyMap<string, string>
}

export function indexTables(tables: TlsTables): TlsIndex {
  const classes = Object.entries(tables.cipherSuites.classes).map(([name, pattern]) => [name as SuiteClass, new RegExp(pattern)] as const)
  const suiteOf = ({code, name}: {code: string; name: string}): [number, Suite] => {
    const number = Number(code)
    const found = classes.filter(([, pattern]) => pattern.test(name)).map(([one]) => one)
    return [
      number,
      {code: number, name, classes: new Set(found), keyExchange: /^(?:OLD_)?(?:TLS|SSL|SSL_CK)_(.+?)_WITH_/.exec(name)?.[1] ?? ''},
    ]
  }
  return {
    suites: new Map(tables.cipherSuites.suites.map(suiteOf)),
    ssl2: new Map(tables.cipherSuites.ssl2.map(suiteOf)),
    groups: new Map(tables.groups.groups.map((group) => [Number(group.code), {...group, code: Number(group.code)}])),
    primes: new Map(tables.primes.primes.map(({sha256, name}) => [sha256, name])),
  }
}

/** Suites of TLS 1.3, which name no key exchange; integrity alone (RFC 9150) belongs to them as well. */
export const isTls13Suite = ({code}: {code: number}) =>
  (code >= 0x1300 && code <= 0x13ff) ||
  code === 0xc6 ||
  code === 0xc7 ||
  code === 0xc0b4 ||
  code === 0xc0b5 ||
  (code >= 0xc103 && code <= 0xc106)
