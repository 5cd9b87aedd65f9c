import {appendFileSync, existsSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {loadSample} from '../../../src/content/load-sample.ts'
import type {Register} from '../../../src/model/register.ts'
import {createFolderStore} from '../../../src/store/folder-store.ts'
import {fingerprint, run, runJson, temporary} from '../../cli/cli.ts'
import {registerEntry} from '../../store/samples.ts'
import {completeRegister} from './fixture.ts'

let folder: string
beforeEach(() => {
  folder = temporary()
})
afterEach(() => {
  rmSync(folder, {recursive: true})
})

async function workspaceOf(register: Register): Promise<string> {
  const data = join(folder, 'data')
  const store = await createFolderStore(data, {...loadSample().workspace, sample: false}, {command: 'test', at: '2026-12-01T00:00:00Z'})
  await store.updateRegister(() => register, registerEntry)
  await store.close()
  return data
}

interface Answer {
  draft: boolean
  counters: Record<string, number | string>
  issues: {severity: string; system?: string; column: string; what: string; next: string}[]
  files: string[]
  error?: {code: string}
}

const report = (data: string, ...more: string[]) => ['report', 'mau-08', '--workspace', data, '--on', '2026-12-14', ...more]

describe('stp-sec report mau-08', () => {
  it('writes nothing for the sample: each error names system, column and what to do', async () => {
    const data = join(folder, 'data')
    await run(['init', '--sample', '--workspace', data])
    const before = fingerprint(folder)
    const {code, stdout} = await run(report(data, '--out', join(folder, 'out')))
    expect(code).toBe(1)
    expect(stdout).toContain('9 hệ thống (không tính 14 hệ thống chỉ sử dụng)')
    expect(stdout).toContain('(10)    lan-co-so-1: Chưa ghi mức triển khai phương án. Ghi một trong ba giá trị')
    expect(stdout).toContain('Không ghi tệp nào')
    expect(fingerprint(folder)).toEqual(before)
  })

  it('writes a draft of the sample on request, and still says that it falls short', async () => {
    const data = join(folder, 'data')
    await run(['init', '--sample', '--workspace', data])
    const {code, value} = await runJson<Answer>(report(data, '--draft'))
    expect(code).toBe(1)
    expect(value.draft).toBe(true)
    expect(value.files.map((path) => path.slice(data.length + 1))).toEqual(
      ['docx', 'pdf', 'xlsx'].map((format) => `reports/mau-08-2026/mau-08-2026-du-thao.${format}`),
    )
    for (const path of value.files) expect(existsSync(path)).toBe(true)
    const audit = await run(['system', 'list', '--workspace', data])
    expect(audit.code).toBe(0)
  })

  it('writes three files from a complete register, the same bytes each time, and is satisfied', async () => {
    const data = await workspaceOf(completeRegister())
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    const {code, value} = await runJson<Answer>(report(data, '--out', one))
    expect(code).toBe(0)
    expect(value.draft).toBe(false)
    expect(value.counters).toEqual({c1: 2, c2: 2, c3: 1, c4: 1, c5: 1, c6: 1, c7: '2027-03-31'})
    expect((await run(report(data, '--out', two))).code).toBe(0)
    expect(readdirSync(one).sort()).toEqual(['mau-08-2026.docx', 'mau-08-2026.pdf', 'mau-08-2026.sha256', 'mau-08-2026.xlsx'])
    expect(fingerprint(one)).toEqual(fingerprint(two))
  })

  it('never loses a file that somebody has changed', async () => {
    const data = await workspaceOf(completeRegister())
    const out = join(folder, 'out')
    expect((await run(report(data, '--out', out))).code).toBe(0)
    expect((await run(report(data, '--out', out, '--count-drafts'))).code).toBe(0)
    const docx = join(out, 'mau-08-2026.docx')
    appendFileSync(docx, 'số 123')
    const edited = readFileSync(docx)
    const {code, value} = await runJson<Answer>(report(data, '--out', out))
    expect(code).toBe(2)
    expect(value.error?.code).toBe('changed-by-hand')
    expect(readFileSync(docx).equals(edited)).toBe(true)
    expect((await run(report(data, '--out', out, '--force'))).code).toBe(0)
    expect(readFileSync(docx).equals(edited)).toBe(false)
  })

  it.each([
    ['2025', 'year-before-form'],
    ['2028', 'year-not-begun'],
  ])('refuses the year %s', async (year, expected) => {
    const data = await workspaceOf(completeRegister())
    const {code, value} = await runJson<Answer>(report(data, '--year', year))
    expect([code, value.error?.code]).toEqual([2, expected])
  })

  it('speaks English on request', async () => {
    const data = await workspaceOf(completeRegister())
    const {stdout} = await run(report(data, '--lang', 'en', '--out', join(folder, 'out')))
    expect(stdout).toContain('Due: to the owner before 20/12/2026')
  })
})
