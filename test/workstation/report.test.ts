import {execFileSync} from 'node:child_process'
import {cpSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {unzipSync} from 'fflate'
import {beforeAll, describe, expect, it} from 'vitest'
import {sha256} from '../../src/audit/manifest.ts'
import {stableJson} from '../../src/lib/stable-json.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {goodPc, poorPc} from '../audit/sample-machines.ts'
import {run, runJson} from '../cli/cli.ts'
import {makeWorkspace, putSnapshots, systemOf} from '../dossier-lists/workspace.ts'
import {hasPoppler, needsPoppler, readPages, readText} from '../report/pdf/read-pdf.ts'

interface Sheet {
  id: string
  sha256: string
  counts: {pass: number; fail: number; unknown: number}
  findings: {check: string; severity: string; fails: string; fix: string}[]
  unseen: string[]
  files: string[]
}

let workspace: string
const sheetOf = (machine: string, ...more: string[]) =>
  runJson<Sheet>(['report', 'workstation', machine, '--on', '2026-12-14', ...more, '--workspace', workspace])

beforeAll(async () => {
  const stranger: Snapshot = {...goodPc, target: {...goodPc.target, id: 'pc-00000000000c', name: 'STP-LA-03'}}
  workspace = await makeWorkspace([systemOf('lan', [goodPc.target.id, poorPc.target.id])])
  await putSnapshots(workspace, [goodPc, poorPc, stranger])
})

describe('report workstation', () => {
  it('says what fails on the PC, gravest first, with the fix for its system alone', async () => {
    const {code, value} = await sheetOf(poorPc.target.name)
    expect(code).toBe(1)
    expect(value.counts.fail).toBe(value.findings.length)
    expect(value.findings.length).toBeGreaterThan(5)
    const ranks = value.findings.map(({severity}) => ['critical', 'high', 'medium', 'low'].indexOf(severity))
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    for (const {fails, fix} of value.findings) {
      expect(`${fails} ${fix}`).not.toMatch(/\{\{|undefined|NaN/)
      expect(fix).not.toMatch(/^(Linux|macOS)|[.;] (Linux|macOS)( \([^)]*\))?: /)
    }
    // What was not seen is said, never counted as passed.
    expect(value.unseen).toHaveLength(value.counts.unknown)
  })

  it('the hash is that of the facts, so the sheet can be held against the journal', async () => {
    const {value} = await sheetOf(goodPc.target.id)
    expect(value.sha256).toBe(sha256(stableJson(goodPc)))
  })

  it.skipIf(!hasPoppler)(`is one A4 page however much is wrong, and names everything that is${needsPoppler}`, async () => {
    const {value} = await sheetOf(poorPc.target.name)
    const [, pdf = ''] = value.files
    expect(readPages(readFileSync(pdf)).filter((page) => page.trim() !== '')).toHaveLength(1)
    const text = readText(readFileSync(pdf)).replace(/\s+/g, ' ')
    expect(text).toContain('PHIẾU KIỂM TRA MÁY TRẠM')
    expect(text).toContain('NGƯỜI SỬ DỤNG MÁY')
    expect(text).toContain(value.sha256.slice(0, 16))
    const [, count = '0'] = /Còn (\d+) nội dung khác/.exec(text) ?? []
    expect(Number(count)).toBeLessThan(value.findings.length)
    expect(text).toContain(`(${value.findings.length}) `)
  })

  it.skipIf(!hasPoppler)(`the code on paper reads as the id and the whole hash${needsPoppler}`, async () => {
    const {value} = await sheetOf(goodPc.target.id)
    const [docx = '', pdf = ''] = value.files
    const expected = `stp-sec ${value.id} sha256:${value.sha256}`
    const {decodeQR} = (await import('qr/decode.js')) as unknown as {
      decodeQR: (image: {width: number; height: number; data: Uint8Array}) => string
    }
    const folder = mkdtempSync(join(tmpdir(), 'stp-sec-sheet-'))
    execFileSync('pdftoppm', ['-r', '150', '-singlefile', pdf, join(folder, 'page')])
    expect(decodeQR(readPpm(readFileSync(join(folder, 'page.ppm'))))).toBe(expected)
    const gif = unzipSync(readFileSync(docx))['word/media/code1.gif']
    expect(
      Buffer.from(gif ?? [])
        .subarray(0, 6)
        .toString('latin1'),
    ).toBe('GIF87a')
  })

  it('the same facts give the same bytes', async () => {
    const read = async () => (await sheetOf(poorPc.target.name)).value.files.map((file) => sha256(readFileSync(file)))
    expect(await read()).toEqual(await read())
  })

  it.each([
    ['a mistyped name', 'STP-VT-0l', 'unknown-machine', /STP-VT-01/],
    ['a path', '../register', 'unknown-machine', /./],
    ['a PC of no system', 'STP-LA-03', 'machine-in-no-system', /system edit lan/],
  ])('%s is told with the next step', async (_, machine, code, next) => {
    const {code: exit, value} = await runJson<{error: {code: string; next: string}}>([
      'report',
      'workstation',
      machine,
      '--workspace',
      workspace,
    ])
    expect(exit).toBe(2)
    expect(value.error.code).toBe(code)
    expect(value.error.next).toMatch(next)
  })

  it('on a day without a catalogue there is no sheet: it would look clean', async () => {
    const {code, value} = await runJson<{error: {code: string}}>([
      'report',
      'workstation',
      goodPc.target.id,
      '--on',
      '2020-01-01',
      '--workspace',
      workspace,
    ])
    expect([code, value.error.code]).toEqual([2, 'no-basis'])
  })

  it('a damaged file is named where the PC asked for may be in it', async () => {
    const copy = join(mkdtempSync(join(tmpdir(), 'stp-sec-sheet-')), 'data')
    cpSync(workspace, copy, {recursive: true})
    writeFileSync(join(copy, 'targets', 'endpoint', `${poorPc.target.id}.json`), '{')
    const {code, value} = await runJson<{error: {where: string}}>(['report', 'workstation', poorPc.target.name, '--workspace', copy])
    expect(code).toBe(2)
    expect(value.error.where).toContain(`${poorPc.target.id}.json`)
  })

  it('a sheet that somebody changed by hand is not overwritten', async () => {
    const {value} = await sheetOf(goodPc.target.id)
    writeFileSync(value.files[0] ?? '', 'ghi tay')
    const again = await run(['report', 'workstation', goodPc.target.id, '--on', '2026-12-14', '--workspace', workspace])
    expect(again.code).toBe(2)
    expect(readFileSync(value.files[0] ?? '', 'utf8')).toBe('ghi tay')
    expect((await sheetOf(goodPc.target.id, '--force')).code).toBe(1)
  })
})

/** A binary PPM as RGBA. */
function readPpm(data: Buffer): {width: number; height: number; data: Uint8Array} {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(data.subarray(0, 64).toString('latin1'))
  if (!head) throw new Error('no PPM')
  const [all, width, height] = [head[0], Number(head[1]), Number(head[2])]
  const rgba = new Uint8Array(width * height * 4)
  for (let pixel = 0, from = all.length; pixel < width * height; pixel++, from += 3) {
    rgba.set(data.subarray(from, from + 3), pixel * 4)
    rgba[pixel * 4 + 3] = 255
  }
  return {width, height, data: rgba}
}
