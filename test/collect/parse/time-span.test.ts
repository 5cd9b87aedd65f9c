import {expect, it} from 'vitest'
import {parseTimeSpan} from '../../../src/collect/parse/time-span.ts'

it.each([
  ['900', 900],
  ['15min', 900],
  ['1h 30min', 5400],
  ['1.5 hours', 5400],
  ['2d', 172_800],
  ['infinity', Number.POSITIVE_INFINITY],
  ['', undefined],
  ['soon', undefined],
  ['5 parsecs', undefined],
])('parseTimeSpan reads "%s"', (text, expected) => {
  expect(parseTimeSpan(text)).toBe(expected)
})
