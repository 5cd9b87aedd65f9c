import {expect, it} from 'vitest'
import {parseNoExecute} from '../../../src/collect/parse/cpu-no-execute.ts'

it.each([
  ['processor\t: 0\nflags\t\t: fpu nx lm\n', true],
  ['processor\t: 0\nflags\t\t: fpu pae nxx\n', false],
  ['processor\t: 0\nCPU architecture: 8\n', true],
  ['processor\t: 0\nCPU architecture: 7\n', undefined],
  ['', undefined],
])('parseNoExecute reads %j', (text, expected) => {
  expect(parseNoExecute(text)).toBe(expected)
})
