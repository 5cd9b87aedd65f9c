import {describe, expect, it} from 'vitest'
import {parseAptPackages} from '../../../src/collect/parse/apt-packages.ts'
import {compareDebianVersions} from '../../../src/collect/parse/debian-version.ts'

describe('compareDebianVersions, as dpkg --compare-versions', () => {
  it.each([
    ['1.0-1', '1.0-2', -1],
    ['1.0', '1.0-0', 0],
    ['1:0.9', '2.0', 1],
    ['1.0~rc1-1', '1.0-1', -1],
    ['1.0~~', '1.0~', -1],
    ['1.10', '1.9', 1],
    ['1.0a', '1.0', 1],
    ['1.0a', '1.0+', -1],
    ['0:1.0', '1.0', 0],
    ['2.36-9+deb12u10', '2.36-9+deb12u9', 1],
    ['7.88.1-10+deb12u12', '7.88.1-10+deb12u14', -1],
    ['1.2.3-4-5', '1.2.3-4-6', -1],
    ['00001', '1', 0],
    ['12345678901234567890123', '12345678901234567890124', -1],
    ['', '1', -1],
  ] as const)('%s and %s', (a, b, sign) => {
    expect(Math.sign(compareDebianVersions(a, b))).toBe(sign)
    expect(Math.sign(compareDebianVersions(b, a))).toBe(sign === 0 ? 0 : -sign)
  })

  it('ends quickly on a version of a megabyte', () => {
    expect(compareDebianVersions(`1.${'0'.repeat(1_000_000)}`, '1.0')).toBe(0)
  })
})

describe('parseAptPackages', () => {
  it('reads name and version of each paragraph, whatever stands between', () => {
    const text =
      'Package: curl\nSource: curl\nVersion: 7.88.1-10\nDescription: x\n Package: not-this\n\nPackage: vim\nVersion: 2:9.0\n\nPackage: cut'
    expect(parseAptPackages(text)).toEqual([
      {name: 'curl', version: '7.88.1-10'},
      {name: 'vim', version: '2:9.0'},
    ])
    expect(parseAptPackages('')).toEqual([])
  })
})
