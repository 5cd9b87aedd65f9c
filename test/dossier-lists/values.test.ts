import {describe, expect, test} from 'vitest'
import {normalMac} from '../../src/dossier-lists/device.ts'
import {escapeFormula, unescapeFormula} from '../../src/dossier-lists/formula.ts'
import {cleanText, fold} from '../../src/dossier-lists/text.ts'
import {comparable, contains, isPrivate, networkOf, parseAddress, parseNetwork} from '../../src/lib/address.ts'

describe('addresses', () => {
  const written: [string, string | undefined][] = [
    ['10.0.1.21', '10.0.1.21'],
    ['10.0.1.21/24', '10.0.1.21'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:0DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['010.0.1.1', undefined],
    ['10.0.1', undefined],
    ['10.0.1.256', undefined],
    ['1::2::3', undefined],
    [':::', undefined],
    ['12345::', undefined],
    ['', undefined],
    ['không thấy', undefined],
  ]
  test.each(written)('%j is read as %j', (text, expected) => expect(parseAddress(text)?.text).toBe(expected))

  const networks: [string, string | undefined][] = [
    ['10.0.1.5/24', '10.0.1.0/24'],
    [' 10.0.0.0 / 8 ', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['fd00::1/64', 'fd00::/64'],
    ['10.0.1.0/33', undefined],
    ['10.0.1.0', undefined],
    ['10.0.1.0/-1', undefined],
  ]
  test.each(networks)('network %j is read as %j', (text, expected) => expect(parseNetwork(text)?.text).toBe(expected))

  test('an address lies in the smallest network; versions do not mix', () => {
    const plan = ['10.0.0.0/8', '10.0.1.0/24', '::/0'].flatMap((text) => parseNetwork(text) ?? [])
    const found = (text: string) => networkOf(parseAddress(text) ?? {version: 4, value: 0n, text: ''}, plan)?.text
    expect(['10.0.1.255', '10.0.2.0', '11.0.0.0', 'fd00::1'].map(found)).toEqual(['10.0.1.0/24', '10.0.0.0/8', undefined, '::/0'])
    const all = parseNetwork('0.0.0.0/0')
    const six = parseAddress('::1')
    expect(all && six && contains(all, six)).toBe(false)
  })

  test('private and public', () => {
    const kind = (text: string) => isPrivate(parseAddress(text) ?? {version: 4, value: 0n, text: ''})
    expect(['10.1.1.1', '172.31.255.255', '192.168.0.1', '100.64.0.1', 'fd00::1'].map(kind)).toEqual([true, true, true, true, true])
    expect(['172.32.0.0', '8.8.8.8', '2a00::1', '192.169.0.1'].map(kind)).toEqual([false, false, false, false])
  })

  test('the half of an IPv6 address that changes every day is not compared', () => {
    expect(comparable('2a00:1:2:3:aaaa::1')).toBe(comparable('2a00:1:2:3:bbbb::2'))
    expect(comparable('10.0.0.1')).not.toBe(comparable('10.0.0.2'))
  })

  test.each([
    ['02-AB-00-00-00-0A', '02:ab:00:00:00:0a'],
    ['02ab.0000.000a', '02:ab:00:00:00:0a'],
    ['00:00:00:00:00:00', undefined],
    ['ff:ff:ff:ff:ff:ff', undefined],
    ['02:ab:00:00:00', undefined],
    ['zz', undefined],
  ])('MAC %j is %j', (text, expected) => expect(normalMac(text)).toBe(expected))
})

describe('formulas', () => {
  test.each(['=1+1', '+84', '-2', '@SUM(A1)', '  =x', '＝x', 'a;=x', 'a; =x', 'a,"=x', 'a\t=x', 'a|=x'])('%j cannot run', (text) => {
    const safe = escapeFormula(text)
    for (const part of safe.split(/[;,\t\n"|]/)) expect(part.trim()).not.toMatch(/^[=+\-@＝＋－＠]/u)
    expect(unescapeFormula(safe)).toBe(text)
  })

  test('plain names stay as they are', () => {
    for (const text of ['UniKey 4.6', 'C++ Redistributable', 'a-b', "O'Brien", 'Sở Tư pháp - Cơ sở 1'])
      expect(escapeFormula(text)).toBe(text)
  })

  test('any text comes back as it was', () => {
    const letters = ['=', '+', '-', '@', "'", ' ', ';', ',', 'a', '"', '＝', '|', '\n']
    let seed = 1
    for (let round = 0; round < 20_000; round++) {
      let text = ''
      for (let index = 0; index < round % 9; index++) {
        seed = (seed * 48_271) % 2_147_483_647
        text += letters[seed % letters.length]
      }
      expect(unescapeFormula(escapeFormula(text))).toBe(text)
    }
  })
})

describe('names of strangers', () => {
  test('NFD and NFC, capitals and spaces are one name', () => {
    expect(fold('Máy  Văn Thư'.normalize('NFD'))).toBe(fold('máy văn thư'))
    expect(cleanText('Ma\u0301y')).toBe('Máy')
  })

  test('nothing hidden is left, and no length is too much', () => {
    expect(cleanText('a\u0000\u001b[31mb\u202ec\u200bd\ufeff\ud800')).toBe('a[31mbcd')
    expect(cleanText('x\ny\t z')).toBe('x y z')
    expect(cleanText('x'.repeat(10_000_000))).toHaveLength(301)
    expect(cleanText('😀'.repeat(400)).isWellFormed()).toBe(true)
  })
})
