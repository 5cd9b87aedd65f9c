import {execFileSync, spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeAll, describe, expect, test} from 'vitest'
import {exportRegister} from '../../src/cli/register-export.ts'
import {readImportFile} from '../../src/cli/register-import.ts'
import {registerWords} from '../../src/cli/register-words.ts'
import type {Register} from '../../src/model/register.ts'
import {entryKinds, type RegisterWords} from '../../src/model/register-words.ts'
import {fieldsOf, valueIn} from '../../src/register/fields.ts'
import {entriesOf} from '../../src/register/kinds.ts'
import {mergeIncoming} from '../../src/register/merge.ts'
import {emptied, fullRegister, offices} from './entries.ts'

const folder = mkdtempSync(join(tmpdir(), 'stp-sec-round-trip-'))
let words: RegisterWords
beforeAll(async () => {
  words = await registerWords()
})

async function exportTo(name: string, language: 'vi' | 'en' = 'vi'): Promise<string> {
  const path = join(folder, name)
  writeFileSync(path, await exportRegister(fullRegister(), name.endsWith('xlsx') ? 'xlsx' : 'yaml', words, language))
  return path
}

async function importInto(register: Register, path: string) {
  const {incoming, problems, notices} = await readImportFile(path, words)
  const merged = mergeIncoming(register, incoming, offices)
  expect([...problems, ...merged.problems]).toEqual([])
  expect(notices).toEqual([])
  return merged
}

test('the example has a value in every field, so that none escapes the round trip', () => {
  for (const kind of entryKinds)
    for (const field of fieldsOf(kind))
      expect(
        entriesOf(fullRegister(), kind).some((entry) => valueIn(entry, field) !== undefined),
        `${kind} ${field.path}`,
      ).toBe(true)
})

describe.each(['so.xlsx', 'ho-so.yaml'])('%s', (name) => {
  test('gives every value back, to the letter', async () => {
    const merged = await importInto(emptied(fullRegister()), await exportTo(name))
    expect(merged.register).toEqual(fullRegister())
    expect(merged.counts.system).toEqual({added: 2, changed: 0, unchanged: 0, kept: 0})
  })

  test('changes nothing where it came from', async () => {
    const merged = await importInto(fullRegister(), await exportTo(name))
    for (const {added, changed, kept} of Object.values(merged.counts)) expect([added, changed, kept]).toEqual([0, 0, 0])
  })
})

test('an English workbook is read as well', async () => {
  const merged = await importInto(emptied(fullRegister()), await exportTo('en.xlsx', 'en'))
  expect(merged.register).toEqual(fullRegister())
})

test('no cell of the workbook is a formula, and what looks like one is text', async () => {
  const path = await exportTo('formula.xlsx')
  const xml = execFileSync('unzip', ['-p', path, 'xl/worksheets/*.xml'], {encoding: 'utf8'})
  expect(xml).not.toContain('<f>')
  expect(execFileSync('unzip', ['-p', path, 'xl/sharedStrings.xml'], {encoding: 'utf8'})).toContain('=HYPERLINK(')
})

const office = spawnSync('soffice', ['--version'])
if (office.error) console.warn('LibreOffice is missing (apt-get install libreoffice-calc-nogui): its round trip is not tested')

test.skipIf(office.error)(
  'LibreOffice Calc opens and saves the workbook without changing a value',
  async () => {
    const path = await exportTo('calc.xlsx')
    const out = join(folder, 'calc')
    execFileSync(
      'soffice',
      [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'xlsx', '--outdir', out, path],
      {stdio: 'ignore'},
    )
    expect(readFileSync(join(out, 'calc.xlsx')).equals(readFileSync(path))).toBe(false)
    const merged = await importInto(emptied(fullRegister()), join(out, 'calc.xlsx'))
    expect(merged.register).toEqual(fullRegister())
  },
  120_000,
)
