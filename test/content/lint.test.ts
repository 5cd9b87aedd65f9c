import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {lintContent} from '../../src/content/content.ts'
import {ContentError, type Problem} from '../../src/content/problem.ts'

const repository = join(import.meta.dirname, '..', '..')
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stp-sec-content-'))
  for (const folder of ['checks', 'policies', 'reports']) cpSync(join(repository, folder), join(root, folder), {recursive: true})
})
afterEach(() => rmSync(root, {recursive: true}))

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(join(root, path), 'utf8')
  const changed = change(text)
  expect(changed).not.toBe(text)
  writeFileSync(join(root, path), changed)
}

function problems(): readonly Problem[] {
  try {
    lintContent(root)
  } catch (error) {
    if (error instanceof ContentError) return error.problems
    throw error
  }
  return []
}

/** Line (1-based) of the first line that holds a text. */
function lineOf(path: string, text: string): number {
  return (
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  )
}

const lock = 'checks/endpoint/screen-lock.yaml'
const accounts = 'policies/tcvn-14423-2026/groups/tai-khoan.yaml'

const archive = 'policies/qcvn-12-2026/groups/cau-hinh.yaml'

const cases: [string, string, (text: string) => string, string, RegExp][] = [
  [
    'an unknown field of a fact',
    lock,
    (text) => text.replace('lock.timeoutMinutes >', 'lock.timeoutMinuts >'),
    'lock.timeoutMinuts >',
    /"timeoutMinuts".*"timeoutMinutes"/,
  ],
  ['an unknown fact', lock, (text) => text.replace('assert: lock.enabled', 'assert: lok.enabled'), 'assert: lok', /"lok".*"lock"/],
  [
    'a wrong type',
    lock,
    (text) => text.replace('assert: lock.enabled', 'assert: lock.enabled == 3'),
    'assert: lock.enabled == 3',
    /no such overload: bool == int/,
  ],
  [
    'an assertion that gives no truth',
    lock,
    (text) => text.replace(/^assert: .*$/m, 'assert: lock.timeoutMinutes'),
    'assert: lock',
    /must give true or false/,
  ],
  [
    'an assertion that reads nothing',
    lock,
    (text) => text.replace(/^when: .*\n/m, '').replace(/^assert: .*$/m, 'assert: "true"'),
    'assert: "true"',
    /reads no fact/,
  ],
  ['an unknown key', lock, (text) => text.replace('fails:', 'fials:'), 'fials:', /"fials".*"fails"/],
  [
    'an unknown parameter in an expression',
    lock,
    (text) => text.replace('<= params.maxMinutes', '<= params.maxMinuts'),
    'params.maxMinuts',
    /"maxMinuts".*"maxMinutes"/,
  ],
  [
    'an id that is not the file name',
    lock,
    (text) => text.replace('id: screen-lock', 'id: screen-locks'),
    'id: screen-locks',
    /file's name/,
  ],
  ['a check without a failing example', lock, (text) => text.replace(/^ {2}fail:\n(?: {4}.*\n)+/m, ''), 'examples:', /examples\.fail/],
  [
    'an alias',
    lock,
    (text) => text.replace('target: endpoint', 'target: &a endpoint').replace('id: screen-lock', 'id: *a'),
    'id: *a',
    /aliases/,
  ],
  ['broken YAML', lock, (text) => text.replace('target: endpoint', 'target: "endpoint'), '', /not valid YAML/],
  ['a duplicate key', lock, (text) => text.replace('target: endpoint', 'target: endpoint\ntarget: site'), 'target: site', /unique/],
  [
    'an unknown check in a requirement',
    accounts,
    (text) => text.replace('- duplicate-ids-none', '- duplicate-ids-non'),
    '- duplicate-ids-non',
    /"duplicate-ids-non".*"duplicate-ids-none"/,
  ],
  [
    'an unknown parameter in a requirement',
    accounts,
    (text) => text.replace('{maxDays: values.inactiveDays}', '{maxDay: values.inactiveDays}'),
    '{maxDay:',
    /"maxDay".*"maxDays"/,
  ],
  [
    'a reference to no value',
    accounts,
    (text) => text.replace('values.inactiveDays', 'values.inactiveDay'),
    'values.inactiveDay}',
    /"values.inactiveDay".*"values.inactiveDays"/,
  ],
  [
    'a parameter of the wrong type',
    accounts,
    (text) => text.replace('{minLength: 8}', '{minLength: "8"}'),
    '{minLength: "8"}',
    /wrong type/,
  ],
  [
    'an unknown level',
    accounts,
    (text) => text.replace('levels: [1, 2, 3, 4, 5]', 'levels: [1, 2, 3, 4, 6]'),
    'levels: [1, 2, 3, 4, 6]',
    /6/,
  ],
  [
    'an unknown severity',
    accounts,
    (text) => text.replace('severity: critical', 'severity: critcal'),
    'severity: critcal',
    /"critcal".*"critical"/,
  ],
  [
    'an unknown key of a requirement',
    accounts,
    (text) => text.replace('waivable: true', 'waiveable: true'),
    'waiveable: true',
    /"waiveable".*"waivable"/,
  ],
  [
    'a misspelt notice',
    'reports/notices.yaml',
    (text) => text.replace('unanswered:', 'unaswered:'),
    'unaswered:',
    /"unaswered".*"unanswered"/,
  ],
  [
    'an unknown instrument in a rule',
    'policies/legal-basis.yaml',
    (text) => text.replaceAll(/instruments: \[luat-116-2025/g, 'instruments: [luat-116-2052'),
    'instruments: [luat-116-2052',
    /"luat-116-2052".*"luat-116-2025"/,
  ],
  [
    'a counterpart that does not exist',
    archive,
    (text) => text.replace('counterparts: [ch.khoa-phien]', 'counterparts: [ch.khoa-phen]'),
    'counterparts: [ch.khoa-phen]',
    /"ch.khoa-phen".*"ch.khoa-phien"/,
  ],
  [
    'counterparts in an unknown catalogue',
    'policies/qcvn-12-2026/policy.yaml',
    (text) => text.replace('counterpartsIn: tcvn-14423-2026', 'counterpartsIn: tcvn-14423-2062'),
    'counterpartsIn:',
    /"tcvn-14423-2062".*"tcvn-14423-2026"/,
  ],
  [
    'a group of an overlay with the id of a group of the main catalogue',
    archive,
    (text) => text.replace('id: q12-ch', 'id: ch'),
    'id: ch',
    /"ch" exists in tcvn-14423-2026/,
  ],
  [
    'a comparison written by hand',
    archive,
    (text) => text.replace('id: q12-ch', 'standard: TCVN\nid: q12-ch'),
    'standard: TCVN',
    /written by the tool/,
  ],
  [
    'a period that is not said to be stricter when shorter',
    'policies/stricter.yaml',
    (text) => text.replace('  - trainingMonths\n', ''),
    '',
    /"trainingMonths"/,
  ],
]

describe('a mistake in content stops the load with file, line and the nearest valid name', () => {
  it.each(cases)('%s', (_, path, change, marker, message) => {
    edit(path, change)
    const found = problems()
    const [first] = found
    expect(first?.file).toBe(path)
    expect(found.map((problem) => problem.message.en).join('\n')).toMatch(message)
    if (marker !== '') expect(Math.abs((first?.line ?? 0) - lineOf(path, marker))).toBeLessThanOrEqual(1)
  })

  it('sound content has no problem', () => {
    expect(problems()).toEqual([])
  })

  it('an alias bomb, deep nesting, foreign bytes and a huge file end quickly', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({length: 20}, (_, index) => `b${index}: &b${index} [${`*${index === 0 ? 'a' : `b${index - 1}`},`.repeat(9)}]`).join('\n')}`
    const attacks: [string | Buffer, RegExp][] = [
      [bomb, /aliases/],
      [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, /nested|parsed/],
      [Buffer.from([0xff, 0xfe, 0x00, 0xd8]), /UTF-8/],
      ['x: '.padEnd(5_000_000, 'y'), /larger than/],
      ['', /./],
    ]
    for (const [bytes, message] of attacks) {
      writeFileSync(join(root, lock), bytes)
      const begun = performance.now()
      expect(
        problems()
          .map((problem) => problem.message.en)
          .join('\n'),
      ).toMatch(message)
      expect(performance.now() - begun).toBeLessThan(20_000)
    }
  })
})
