import {expect, it} from 'vitest'
import {parseUsbguardRules} from '../../../src/collect/parse/usbguard-rules.ts'

it.each([
  ['allow with-interface equals { 08:06:50 }', true],
  ['allow id 0781:5583 with-interface 08:06:50', true],
  ['allow with-interface { 03:01:01 08:06:50 }', true],
  ['allow with-interface one-of { *:*:* }', true],
  ['allow id 0781:5583 serial "A" with-connect-type "hotplug"', true],
  ['allow with-interface 03:01:01', false],
  ['block with-interface one-of { 08:*:* }', false],
  ['# allow', false],
  ['', false],
])('parseUsbguardRules reads "%s"', (rule, expected) => {
  expect(parseUsbguardRules(rule)).toBe(expected)
})
