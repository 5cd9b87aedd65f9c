import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {patternProblem} from '../../src/content/lint-pattern.ts'
import {loadLifecycle} from '../../src/content/load-lifecycle.ts'
import {ContentError} from '../../src/content/problem.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stp-sec-lifecycle-'))
  mkdirSync(join(root, 'policies', 'lifecycle'), {recursive: true})
})
afterEach(() => rmSync(root, {recursive: true}))

const good = `product: so-tay
title: Sổ tay
kind: office
policy: dated
cycles:
  - {cycle: "1", releasedOn: "2020-01-01", endOfSupport: "2024-01-01", endOfExtended: "2025-01-01", confidence: seen}
  - {cycle: "2", releasedOn: "2023-01-01", end: none-named, confidence: seen}
match:
  - {begins: ["sổ tay"], but: ["gói chữ"], pattern: '^sổ tay (\\d)', cycle: {from: pattern}}
examples:
  match:
    - {name: "Sổ tay 1", cycle: "1"}
    - {name: "Sổ tay 9"}
  other:
    - {name: "Sổ tay 1 gói chữ"}
checkedOn: "2026-08-22"
source: https://example.vn/
`

function problemsOf(text: string, name = 'so-tay'): string[] {
  writeFileSync(join(root, 'policies', 'lifecycle', `${name}.yaml`), text)
  try {
    loadLifecycle(root)
  } catch (error) {
    if (error instanceof ContentError)
      return error.problems.map(({file, line, message}) => `${file.split('/').at(-1)}:${line}: ${message.en}`)
    throw error
  }
  return []
}

it('takes a good table, and keeps no examples', () => {
  expect(problemsOf(good)).toEqual([])
  expect(loadLifecycle(root)[0]).not.toHaveProperty('examples')
})

describe('what is wrong is named with its line', () => {
  it.each<[string, (text: string) => string, RegExp]>([
    ['a cycle twice', (text) => text.replace('cycle: "2", r', 'cycle: "1", r'), /^so-tay\.yaml:7: cycle "1" exists/],
    [
      'an end that nobody stated',
      (text) => text.replace(' end: none-named,', ''),
      /^so-tay\.yaml:7: has no endOfSupport; without a day say end/,
    ],
    [
      'an end beside a day',
      (text) => text.replace('endOfSupport: "2024-01-01",', 'endOfSupport: "2024-01-01", end: ended,'),
      /:6: end has no place/,
    ],
    [
      'an end before the release',
      (text) => text.replace('endOfSupport: "2024-01-01"', 'endOfSupport: "2019-01-01"'),
      /:6: lies before the release/,
    ],
    ['extended before the end', (text) => text.replace('endOfExtended: "2025', 'endOfExtended: "2023'), /:6: lies before 2024-01-01/],
    ['no source', (text) => text.replace(/^source.*\n/m, ''), /source/],
    ['a day that is none', (text) => text.replace('2024-01-01', '2024-02-30'), /:6:/],
    ['dated without cycles', (text) => text.replace(/^cycles:\n.*\n.*\n/m, ''), /:4: dated needs cycles/],
    ['undated with cycles', (text) => text.replace('policy: dated', 'policy: undated'), /:6: undated has no cycles/],
    ['rolling without newest', (text) => text.replace('policy: dated', 'policy: rolling'), /:4: rolling needs newest/],
    ['another id than the file', (text) => text.replace('product: so-tay', 'product: so-tai'), /:1: id "so-tai" must be the file's name/],
    ['words in capitals', (text) => text.replace('["sổ tay"]', '["Sổ tay"]'), /lower case/],
    ['a rule without words', (text) => text.replace('begins: ["sổ tay"], ', ''), /:9: a rule needs/],
    ['a pattern without a group', (text) => text.replace('(\\d)', '\\d'), /:9: from: pattern needs/],
    ['a dangerous pattern', (text) => text.replace('(\\d)', '((?:\\d+)+)'), /:9: /],
    [
      'a cycle that is not there',
      (text) => text.replace('{from: pattern}', '{from: pattern, map: {"9": "3"}}'),
      /:9: there is no cycle "3"/,
    ],
    ['fixed without a cycle', (text) => text.replace('{from: pattern}', '{from: fixed}'), /:9: is goes with/],
    ['an edition that is not there', (text) => text.replace('begins:', 'edition: Pro, begins:'), /:9: there is no edition/],
    ['rules without examples', (text) => text.replace(/^examples:\n(?: .*\n)+/m, ''), /:1: match and examples/],
    [
      'an example of another cycle',
      (text) => text.replace('1", cycle: "1"', '1", cycle: "2"'),
      /:12: the example "Sổ tay 1" must give so-tay 2 but gives so-tay 1/,
    ],
    ['an example that is not recognised', (text) => text.replace('"Sổ tay 9"', '"Vở 9"'), /:13: .* but gives -/],
    ['another program recognised', (text) => text.replace('1 gói chữ', '1 bản quyền'), /:15: .*must not be recognised/],
  ])('%s', (_, change, expected) => {
    const changed = change(good)
    expect(changed).not.toBe(good)
    const found = problemsOf(changed)
    expect(
      found.some((problem) => expected.test(problem)),
      found.join('\n'),
    ).toBe(true)
  })

  it('an example that a rule of another product takes', () => {
    problemsOf(good)
    const other = good.replaceAll('so-tay', 'so-tay-hai').replace('["sổ tay"]', '["sổ tay 1"]').replace('    - {name: "Sổ tay 9"}\n', '')
    expect(problemsOf(other, 'so-tay-hai')).toEqual(['so-tay.yaml:12: the example "Sổ tay 1" must give so-tay 1 but gives so-tay-hai 1'])
  })
})

describe('patterns', () => {
  it.each(['^a b', '^office (?:.{0,60}? )?(20\\d{2})', '^x(?: \\d[\\d.]{0,20})?$', '^a[+*]+', '^a\\+\\+ .{0,40}$'])(
    '%s stands',
    (source) => {
      expect(patternProblem(source)).toBeUndefined()
    },
  )
  it.each<[string, RegExp]>([
    ['a', /begin with \^/],
    ['^(a', /no regular expression/],
    ['^(a+)+$', /nested/],
    ['^(?:a+a?){0,6}', /nested/],
    ['^.{0,60}a.{0,60}b.{0,60}c.{0,60}', /more than 3 wide/],
    ['^(?:a|ab)*c', /on a group/],
    ['^(?:a{1,9}b){2,60}$', /nested/],
    ['^(?:(?:a+b)?c){9}', /nested/],
    ['^.*a.*b.*c', /more than 2/],
    ['^a{1,500}', /more than 80/],
    ['^(a)\\1', /not allowed/],
    ['^(?=a)a', /not allowed/],
    ['^(?<year>a)', /not allowed/],
  ])('%s is refused', (source, expected) => {
    expect(patternProblem(source)?.en).toMatch(expected)
  })
})
