import {describe, expect, it} from 'vitest'
import {parseShadow, readPasswordField} from '../../../src/collect/parse/shadow.ts'

describe('readPasswordField', () => {
  it.each([
    ['', {state: 'empty'}],
    ['*', {state: 'none'}],
    ['!', {state: 'none'}],
    ['!!', {state: 'none'}],
    ['!$6$salt$hash', {state: 'none'}],
    ['NP', {state: 'none'}],
    ['$y$j9T$salt$hash', {state: 'usable', scheme: 'yescrypt'}],
    ['$gy$j9T$salt$hash', {state: 'usable', scheme: 'gost-yescrypt'}],
    ['$7$salt$hash', {state: 'usable', scheme: 'scrypt'}],
    ['$2b$05$hash', {state: 'usable', scheme: 'bcrypt'}],
    ['$6$salt$hash', {state: 'usable', scheme: 'sha512'}],
    ['$5$salt$hash', {state: 'usable', scheme: 'sha256'}],
    ['$sha1$1$salt$hash', {state: 'usable', scheme: 'sha1'}],
    ['$1$salt$hash', {state: 'usable', scheme: 'md5'}],
    ['$3$$hash', {state: 'usable', scheme: 'nt'}],
    ['$new$hash', {state: 'usable', scheme: 'unknown'}],
    ['abcdefghijklm', {state: 'usable', scheme: 'des'}],
    ['_abcdefghijklmnopqrs', {state: 'usable', scheme: 'bsdi'}],
  ])('reads "%s"', (field, expected) => {
    expect(readPasswordField(field)).toEqual(expected)
  })
})

describe('parseShadow', () => {
  it('keeps ages and leaves the hash behind', () => {
    const entries = parseShadow('an:$6$secret$secret:20500:1:90:7:14:20600:\nbinh:!:20400:0:-1::::\nhalf:$6$x\n')
    expect([...entries]).toEqual([
      ['an', {password: {state: 'usable', scheme: 'sha512'}, changedDay: 20500, minDays: 1, maxDays: 90, expireDay: 20600}],
      ['binh', {password: {state: 'none'}, changedDay: 20400, minDays: 0}],
    ])
    expect(JSON.stringify([...entries])).not.toContain('secret')
  })
})
