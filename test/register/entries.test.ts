import {cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {registerWords} from '../../src/cli/register-words.ts'
import {lintRegisterWords} from '../../src/content/load-register-words.ts'
import {entryKinds} from '../../src/model/register-words.ts'
import {addEntry, editEntry, removeEntry} from '../../src/register/edit.ts'
import {expectedFields, fieldAt, fieldsOf, flagNameOf} from '../../src/register/fields.ts'
import {gapsForMau08} from '../../src/register/gaps.ts'
import type {Entry} from '../../src/register/kinds.ts'
import {proposeId} from '../../src/register/propose-id.ts'
import {referrersOf} from '../../src/register/references.ts'
import {parseText} from '../../src/register/values.ts'
import {choiceNames} from '../../src/register/words.ts'
import {fullRegister, offices} from './entries.ts'

describe('fields come from the model', () => {
  test.each([
    ['system', 'subjects.basic', 'subjects-basic', 'integer', false],
    ['system', 'operatingSince', 'operating-since', 'day', false],
    ['system', 'level', 'level', 'choice', false],
    ['system', 'information', 'information', 'choices', false],
    ['system', 'endpoints.members', 'endpoints-members', 'list', false],
    ['system', 'name', 'name', 'text', true],
    ['system', 'archive', 'archive', 'boolean', false],
    ['incident', 'detectedAt', 'detected-at', 'moment', true],
    ['incident', 'serious', 'serious', 'boolean', true],
    ['training', 'hours', 'hours', 'number', false],
    ['document', 'file.sha256', 'file-sha256', 'text', false],
  ] as const)('%s %s', (kind, path, flag, fieldKind, required) => {
    const field = fieldAt(kind, path)
    expect(field).toMatchObject({kind: fieldKind, required})
    expect(field && flagNameOf(field)).toBe(flag)
  })

  test('no two fields of a kind have the same flag', () => {
    for (const kind of entryKinds) {
      const flags = fieldsOf(kind).map(flagNameOf)
      expect(new Set(flags).size).toBe(flags.length)
    }
  })
})

describe('words of the fields', () => {
  test('two values of a field never have the same name, or the workbook could not tell them apart', async () => {
    const words = await registerWords()
    for (const kind of entryKinds)
      for (const field of fieldsOf(kind))
        for (const language of ['vi', 'en'] as const) {
          const names = Object.values(choiceNames(words, kind, field)).map((name) => name[language].toLowerCase())
          expect(new Set(names).size, `${kind} ${field.path}`).toBe(names.length)
        }
  })

  const damaged = (change: (text: string) => string) => {
    const root = mkdtempSync(join(tmpdir(), 'stp-sec-words-'))
    mkdirSync(join(root, 'reports'))
    const path = join(root, 'reports', 'register-fields.yaml')
    cpSync(join(import.meta.dirname, '..', '..', 'reports', 'register-fields.yaml'), path)
    const before = readFileSync(path, 'utf8')
    const after = change(before)
    expect(after).not.toBe(before)
    writeFileSync(path, after)
    return lintRegisterWords(expectedFields(), root)
  }
  test.each([
    [
      'a field without words',
      (text: string) => text.replace(/^ {6}purpose:.*\n/m, ''),
      /register-fields\.yaml:\d+:\d+: "kinds\.system\.fields\.purpose"/,
    ],
    [
      'words without a field',
      (text: string) => text.replace('      purpose:', '      purpos:'),
      /"purpos" is not known; did you mean "purpose"/,
    ],
    ['a value without a name', (text: string) => text.replace(/^ {10}uses:.*\n/m, ''), /role\.choices\.uses/],
    [
      'a need of a field that is not there',
      (text: string) => text.replace('{field: deployment,', '{field: deploymnt,'),
      /did you mean "deployment"/,
    ],
  ])('%s stops the load', async (_, change, expected) => {
    await expect(damaged(change)).rejects.toThrow(expected)
  })
})

test.each([
  ['Hệ thống đăng ký Đất đai', 'he-thong-dang-ky-dat-dai'],
  ['  QĐ 1267/QĐ-CAT-ANM  ', 'qd-1267-qd-cat-anm'],
  ['!!!', 'muc'],
  ['taken', 'taken-3'],
  ['Ủy ban nhân dân tỉnh An Giang '.repeat(5), 'uy-ban-nhan-dan-tinh-an-giang-uy-ban-nhan-dan-tinh-an-giang'],
])('an id for "%s" is %s', (name, id) => {
  expect(proposeId(name, new Set(['taken', 'taken-2']))).toBe(id)
})

test.each([
  ['system', 'operatingSince', '5/1/2026', '2026-01-05'],
  ['system', 'operatingSince', '30/02/2026', undefined],
  ['incident', 'detectedAt', '20/11/2026 8:30', '2026-11-20T08:30:00+07:00'],
  ['incident', 'detectedAt', '2026-11-20T08:30:00Z', '2026-11-20T08:30:00Z'],
  ['incident', 'detectedAt', '2026-11-20', undefined],
  ['incident', 'serious', 'KHÔNG', false],
  ['incident', 'serious', 'có thể', undefined],
  ['system', 'level', '3', 3],
  ['system', 'level', '6', undefined],
  ['system', 'subjects.basic', '-1', undefined],
  ['system', 'subjects.basic', '1.000', undefined],
  ['training', 'hours', '4,5', 4.5],
  ['system', 'name', 'Ho\u0302\u0323 tịch'.normalize('NFD'), 'Hộ tịch'],
  ['system', 'name', '   ', undefined],
] as const)('%s %s "%s"', (kind, path, text, value) => {
  const field = fieldAt(kind, path)
  if (!field) throw new Error(path)
  expect(parseText(field, text)).toEqual(value === undefined ? expect.objectContaining({ok: false}) : {ok: true, value})
})

describe('changes', () => {
  const values = (entries: Record<string, unknown>) => ({values: new Map(Object.entries(entries)), clear: []})

  test('edit touches only what is named', () => {
    const {register, entry, before} = editEntry(
      fullRegister(),
      'system',
      'ho-tich',
      {values: new Map([['level', 2]]), clear: ['archive']},
      offices,
    )
    const {archive: _, ...rest} = before
    expect(entry).toEqual({...rest, level: 2})
    expect(register.systems[1]).toEqual(fullRegister().systems[1])
  })

  test('an old reference into nothing does not stand in the way of another change, a new one does', () => {
    const dangling = editEntry(fullRegister(), 'system', 'ho-tich', values({level: 1}), [])
    expect(dangling.entry['offices']).toEqual(['co-so-1'])
    expect(() => editEntry(fullRegister(), 'system', 'trong', values({offices: ['co-so-2']}), offices)).toThrow(
      /did you mean|there are|is no office/,
    )
  })

  test('an id is given once', () => {
    expect(() =>
      addEntry(fullRegister(), 'training', values({id: 'dien-tap', kind: 'drill', title: 'T', date: '2026-01-01'}), offices),
    ).toThrow(/is taken/)
  })

  test('what something refers to is not removed', () => {
    expect(referrersOf(fullRegister(), 'system', 'ho-tich')).toEqual(['document qd-1', 'incident ma-doc', 'site cong-stp'])
    expect(referrersOf(fullRegister(), 'document', 'qd-1')).toEqual([
      'system ho-tich',
      'training dien-tap',
      'assessment danh-gia',
      'device pc-0123456789ab',
    ])
    expect(() => removeEntry(fullRegister(), 'document', 'qd-1')).toThrow(/4 entries refer to it/)
    expect(removeEntry(fullRegister(), 'person', 'nguyen-van-a').register.people).toEqual([])
  })
})

test('form 08 lacks what it asks for, given the state of the dossier, and nothing of systems only used', async () => {
  const {mau08} = await registerWords()
  const lacks = (id: number, change: object) =>
    gapsForMau08({...fullRegister().systems[id], ...change} as Entry, mau08)?.map(({field}) => field)
  expect(lacks(1, {})).toBeUndefined()
  expect(lacks(0, {})).toEqual([])
  expect(lacks(0, {decision: undefined, plannedApprovalOn: undefined})).toEqual(['decision'])
  expect(lacks(0, {decision: undefined, plannedApprovalOn: undefined, state: 'submitted'})).toEqual(['plannedApprovalOn'])
  expect(lacks(0, {plannedDeploymentOn: undefined})).toEqual(['plannedDeploymentOn'])
  expect(lacks(0, {plannedDeploymentOn: undefined, deployment: 'full'})).toEqual([])
})
