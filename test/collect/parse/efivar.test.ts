import {expect, it} from 'vitest'
import {parseEfiFlag} from '../../../src/collect/parse/efivar.ts'

it.each([
  ['\u0006\0\0\0\u0001', true],
  ['\u0016\0\0\0\0', false],
  ['\u0006\0\0\0\u0002', undefined],
  ['\u0006\0\0\0', undefined],
  ['', undefined],
])('parseEfiFlag reads %j', (text, expected) => {
  expect(parseEfiFlag(text)).toBe(expected)
})
