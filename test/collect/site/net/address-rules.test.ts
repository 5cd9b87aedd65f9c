import {describe, expect, test} from 'vitest'
import {createAddressRules} from '../../../../src/collect/site/net/address-rules.ts'

const rules = createAddressRules()
const allowing = createAddressRules(['127.0.0.1', '10.0.0.0/8', '::1'])

describe('addresses a probe may reach', () => {
  test.each([
    ['8.8.8.8', true],
    ['203.113.0.1', true],
    ['2606:4700::1', true],
    ['2001:ee0:1::1', true],
    ['127.0.0.1', false],
    ['127.9.9.9', false],
    ['10.1.1.1', false],
    ['172.31.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['240.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fe80::1%lo', false],
    ['fc00::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['::ffff:8.8.8.8', false],
    ['::7f00:1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:db8::1', false],
    // Other spellings of addresses are no addresses here: a library behind must not read them otherwise.
    ['127.1', false],
    ['0x7f000001', false],
    ['2130706433', false],
    ['localhost', false],
    ['', false],
  ])('%s: %s', (address, permitted) => {
    expect(rules?.permits(address)).toBe(permitted)
  })

  test.each([
    ['127.0.0.1', true],
    ['127.0.0.2', false],
    ['10.200.0.1', true],
    ['::1', true],
    ['::ffff:10.0.0.1', false],
    ['8.8.8.8', true],
  ])('with three ranges allowed by hand, %s: %s', (address, permitted) => {
    expect(allowing?.permits(address)).toBe(permitted)
  })

  test.each(['x', '1.2.3.4/33', '1.2.3.4/', '1.2.3.4/8/8', '::1/129', '10.0.0.0/-1', ''])('"%s" is no range', (range) => {
    expect(createAddressRules([range])).toBeUndefined()
  })
})
