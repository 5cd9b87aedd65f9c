import {describe, expect, it} from 'vitest'
import {listSuites} from '../../../../src/collect/site/tls/suite-lists.ts'
import {indexTables, isTls13Suite} from '../../../../src/collect/site/tls/tables.ts'
import {loadTlsTables} from '../../../../src/content/load-tls-tables.ts'

const index = indexTables(loadTlsTables())
const lists = listSuites(index)
const classesOf = (code: number) => [...(index.suites.get(code) ?? index.ssl2.get(code) ?? {classes: new Set(['absent'])}).classes].sort()

describe('suites by their names', () => {
  it.each([
    [0x0001, ['null']],
    [0x0003, ['export', 'rc4']],
    [0x0008, ['des', 'export']],
    [0x000a, ['3des']],
    [0x0009, ['des']],
    [0x0017, ['anon', 'export', 'rc4']],
    [0x001b, ['3des', 'anon']],
    [0x0062, ['des', 'export']],
    [0x002f, []],
    [0x009c, ['aead']],
    [0xc02f, ['aead', 'forward-secret']],
    [0xc013, ['forward-secret']],
    [0xc003, ['3des']],
    [0xc018, ['anon']],
    [0xcca8, ['aead', 'forward-secret']],
    [0x008c, ['shared-secret']],
    [0xc0aa, ['aead', 'forward-secret', 'shared-secret']],
    [0x1301, ['aead', 'forward-secret']],
    [0xc0b4, ['forward-secret', 'null']],
    [0x0700c0, ['3des']],
    [0x060040, ['des']],
    [0x020080, ['export', 'rc4']],
  ])('0x%s', (code, classes) => expect(classesOf(code as number)).toEqual(classes))

  it('every number stands once', () => {
    const {cipherSuites, groups, primes} = loadTlsTables()
    for (const list of [cipherSuites.suites, cipherSuites.ssl2, groups.groups])
      expect(new Set(list.map(({code}) => code)).size).toBe(list.length)
    expect(new Set(primes.primes.map(({sha256}) => sha256)).size).toBe(primes.primes.length)
  })
})

describe('what is offered', () => {
  it('never more than 64 at once, and nothing of TLS 1.3 to older versions', () => {
    const {bad, all, tls13, ...atOnce} = lists
    for (const [name, list] of Object.entries(atOnce)) {
      expect(list.length, name).toBeGreaterThan(0)
      expect(list.length, name).toBeLessThanOrEqual(64)
    }
    for (const list of [...Object.values(atOnce), bad, all]) expect(list.filter(isTls13Suite)).toEqual([])
    expect(tls13.every(isTls13Suite)).toBe(true)
  })

  it('every bad suite that needs no shared secret is asked for, NULL first', () => {
    const bad = new Set(['null', 'anon', 'export', 'rc4', 'des', '3des'])
    const expected = [...index.suites.values()].filter(
      (suite) => !isTls13Suite(suite) && !suite.classes.has('shared-secret') && [...suite.classes].some((one) => bad.has(one)),
    )
    expect(new Set(lists.bad)).toEqual(new Set(expected))
    expect(lists.bad[0]?.classes.has('null')).toBe(true)
  })

  it('the usual hello has RSA down to RC4 as well as ECDHE', () => {
    const codes = lists.usual.map(({code}) => code)
    expect(codes).toEqual(expect.arrayContaining([0xc02f, 0xc02b, 0x9e, 0x2f, 0x35, 0x0a, 0x05]))
    expect(lists.few).toHaveLength(16)
  })
})
