import {expect, test} from 'vitest'
import {locateJsonError} from '../../src/store/json-error.ts'
import {retryWhileHeld} from '../../src/store/write-safely.ts'

test.each([
  ['', 1, 1],
  ['{', 1, 2],
  ['{"a":1,}', 1, 8],
  ['{"a":1\n "b":2}', 2, 2],
  ['[1,2,]', 1, 6],
  ['[1 2]', 1, 4],
  ['{"a" 1}', 1, 6],
  ['{a:1}', 1, 2],
  ["{'a':1}", 1, 2],
  ['{"a":tru}', 1, 6],
  ['{"a":01}', 1, 6],
  ['{"a":"x\ny"}', 1, 8],
  ['{"a":"\\x"}', 1, 7],
  ['{"a":"chưa đóng}', 1, 17],
  ['{"a":[{"b":1}}', 1, 14],
  ['{}{}', 1, 3],
  ['{"a":1}\n// hết', 2, 1],
  ['\ufeff{}', 1, 1],
  ['{"a":1', 1, 7],
])('%j breaks at line %i, column %i', (text, line, column) => {
  expect(() => JSON.parse(text)).toThrow()
  expect(locateJsonError(text)).toEqual({line, column})
})

test('agrees with JSON.parse on what is right', () => {
  const right = JSON.stringify({a: [1, -0.5e-7, true, null, {}, [], '\\ " \u2028 \u0000 ế'], b: {c: ''}}, null, 2)
  expect(locateJsonError(right)).toEqual({line: right.split('\n').length, column: 2})
})

test('a million brackets are no danger', () => {
  expect(locateJsonError('['.repeat(1_000_000)).column).toBe(1_000_001)
})

test('a file held by a virus scanner is tried again, on Windows only', async () => {
  const heldTwice = () => {
    let calls = 0
    return async () => {
      calls += 1
      if (calls < 3) throw Object.assign(new Error('held'), {code: 'EPERM'})
    }
  }
  await retryWhileHeld(heldTwice(), 'win32')
  await expect(retryWhileHeld(heldTwice(), 'linux')).rejects.toThrow('held')
})
