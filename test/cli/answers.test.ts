import {createHash} from 'node:crypto'
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {addMonths, dayOf, formatDay} from '../../src/lib/dates.ts'
import {fingerprint, run, runJson, temporary} from './cli.ts'

const today = dayOf(Date.now())
const yesterday = dayOf(Date.now() - 86_400_000)
const inDays = (days: number) => dayOf(Date.now() + days * 86_400_000)
const system = 'lan-co-so-1'
let folder: string
let data: string

/** Runs a command on the workspace of this file. */
const stp = (...args: string[]) => run([...args, '--workspace', data])
const json = <T>(...args: string[]) => runJson<T>([...args, '--workspace', data])

beforeAll(async () => {
  folder = temporary()
  data = join(folder, 'data')
  expect((await run(['audit', '--workspace', data])).code).toBe(1)
})
afterAll(() => rmSync(folder, {recursive: true}))

const answer = ['--result', 'met', '--statement', 'Đã giao Văn phòng Sở', '--by', 'Trần Văn B, chuyên viên']

describe('attest', () => {
  it('shows the question and asks for what is missing; nothing is written', async () => {
    const before = fingerprint(data)
    const {code, stdout, stderr} = await stp('attest', 'add', system, 'ns.phan-cong')
    expect(code).toBe(2)
    expect(stdout).toMatch(/Câu hỏi: .*\n/)
    expect(stdout).toContain('Quyết định phân công nhiệm vụ')
    expect(stdout).toContain('tối đa 12 tháng')
    expect(stderr).toContain('Lỗi: Còn thiếu: kết quả (--result), nội dung trả lời (--statement), người trả lời (--by)')
    expect((await stp('attest', 'add', system, 'ns.phan-cong', '--result', 'not-applicable', '--by', 'B')).stderr).toContain(
      'lý do không áp dụng (--statement)',
    )
    expect(fingerprint(data)).toEqual(before)
  })

  it.each<[string, string[], RegExp]>([
    [
      'a misspelt requirement',
      [system, 'ns.phan-cog', ...answer],
      /không có yêu cầu "ns\.phan-cog"[\s\S]*Có phải ý bạn là "ns\.phan-cong"/,
    ],
    [
      'a misspelt system',
      ['lan-co-so-l', 'ns.phan-cong', ...answer],
      /không có hệ thống "lan-co-so-l"[\s\S]*Có phải ý bạn là "lan-co-so-1"/,
    ],
    ['a validity that is too long', [system, 'ns.phan-cong', ...answer, '--valid-until', '2099-01-01'], /mức cho phép là 12 tháng/],
    [
      'a confirmation of oneself',
      [system, 'ns.phan-cong', ...answer, '--confirmed-by', 'trần văn B,  chuyên viên'],
      /Người xác nhận trùng người trả lời/,
    ],
    ['a day that is none', [system, 'ns.phan-cong', ...answer, '--answered-on', '2026-02-30'], /"2026-02-30" không phải ngày hợp lệ/],
    ['evidence that is not there', [system, 'ns.phan-cong', ...answer, '--evidence', 'Quyết định=/khong/co.pdf'], /\/khong\/co\.pdf/],
    ['an id in capitals', [system, 'ns.phan-cong', ...answer, '--id', 'XN 1'], /"XN 1" không dùng làm mã được/],
  ])('refuses %s and writes nothing', async (_, args, words) => {
    const before = fingerprint(data)
    const {code, stderr} = await stp('attest', 'add', ...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(words)
    expect(fingerprint(data)).toEqual(before)
  })

  it('enters an answer with its evidence, lists and shows it, and the audit counts it', async () => {
    const paper = join(folder, 'qd=12.pdf')
    writeFileSync(paper, 'Quyết định số 12')
    const hash = createHash('sha256').update('Quyết định số 12').digest('hex')
    const evidence = ['--evidence', `Quyết định phân công=${paper}`, '--evidence', paper, '--paper', 'Danh sách nhân sự năm 2026']
    const {code, value} = await json<{attestation: {id: string}; question: {vi: string}}>(
      'attest',
      'add',
      system,
      'ns.phan-cong',
      ...answer,
      '--confirmed-by',
      'Nguyễn Thị C',
      ...evidence,
    )
    expect(code).toBe(0)
    expect(value.attestation).toMatchObject({
      requirement: 'ns.phan-cong',
      answeredOn: today,
      validUntil: addMonths(today, 12),
      evidence: [{title: 'Quyết định phân công', sha256: hash}, {title: 'qd=12.pdf', sha256: hash}, {title: 'Danh sách nhân sự năm 2026'}],
    })
    expect(value.question.vi).toMatch(/\?$/)
    expect(readFileSync(join(data, 'evidence', hash.slice(0, 2), hash), 'utf8')).toBe('Quyết định số 12')
    const shown = await stp('attest', 'show', value.attestation.id)
    expect(shown.stdout).toContain(`SHA-256 ${hash}`)
    expect(shown.stdout).toContain(`còn hiệu lực; đến ${formatDay(addMonths(today, 12))}`)
    const open = await json<{count: number; groups: {questions: {requirement: string}[]}[]}>('attest', 'list', '--open', system)
    expect(open.code).toBe(1)
    expect(open.value.groups.flatMap((group) => group.questions.map((question) => question.requirement))).not.toContain('ns.phan-cong')
  })

  it('says what is due soon and what has expired, and an expired answer is asked again', async () => {
    const states = async (on: string) => {
      const {code, value} = await json<{attestations: {state: string}[]}>('attest', 'list', '--on', on)
      return [code, value.attestations.map(({state}) => state)]
    }
    const last = addMonths(today, 12)
    expect(await states(today)).toEqual([0, ['active']])
    expect(await states(last)).toEqual([0, ['due-soon']])
    const after = dayOf(Date.parse(`${last}T12:00:00+07:00`) + 86_400_000)
    expect(await states(after)).toEqual([1, ['expired']])
    expect((await stp('attest', 'list', '--open', system, '--on', after)).stdout).toContain('ns.phan-cong:')
    expect((await stp('attest', 'list', '--on', after)).stdout).toContain('ĐÃ HẾT HẠN')
    const audit = await json<{warnings: {code: string}[]}>('audit', '--on', after)
    expect(audit.value.warnings.map(({code}) => code)).toContain('attestation-expired')
  })

  it('what is removed stays in the journal, with the reason', async () => {
    const {value} = await json<{attestation: {id: string}}>('attest', 'add', system, 'ns.doc-lap', ...answer)
    const {id} = value.attestation
    expect((await stp('attest', 'remove', id)).stderr).toContain('lý do rút (--reason)')
    expect((await stp('attest', 'remove', id, '--reason', 'Trả lời nhầm hệ thống')).code).toBe(0)
    expect((await stp('attest', 'show', id)).code).toBe(2)
    const {value: list} = await json<{entries: {seq: number}[]}>('journal', 'list', '--action', 'attest.remove')
    const shown = await stp('journal', 'show', String(list.entries[0]?.seq))
    expect(shown.stdout).toContain('Trả lời nhầm hệ thống')
    expect(shown.stdout).toContain('Đã giao Văn phòng Sở')
    expect(shown.stdout).toContain('"before"')
  })
})

const waiver = [
  '--reason',
  'Máy trực một cửa',
  '--risk',
  'Kiêm nhiệm',
  '--document-number',
  '12/QĐ-STP',
  '--document-date',
  yesterday,
  '--requested-by',
  'Trần Văn B',
  '--approved-by',
  'Giám đốc Sở',
]

describe('waive', () => {
  it.each<[string, string[], RegExp]>([
    ['without an end', [system, 'ns.doc-lap', ...waiver], /Còn thiếu: ngày hết hạn \(--until\)/],
    ['for too long', [system, 'ns.doc-lap', ...waiver, '--until', '2099-12-31'], /dài hơn mức cho phép là 12 tháng/],
    ['of what may not be waived', [system, 'ns.phan-cong'], /không được phép miễn trừ/],
    [
      'by the requester',
      [system, 'ns.doc-lap', ...waiver.map((word) => (word === 'Giám đốc Sở' ? 'TRẦN VĂN B' : word)), '--until', inDays(60)],
      /Người phê duyệt trùng người đề nghị/,
    ],
    [
      'for a foreign machine',
      [system, 'ns.doc-lap', ...waiver, '--until', inDays(60), '--target', 'pc-la'],
      /Máy "pc-la" không thuộc hệ thống/,
    ],
    [
      'compensated by an unknown check',
      [system, 'ns.doc-lap', ...waiver, '--until', inDays(60), '--compensated-by', 'screen-lok'],
      /Có phải ý bạn là "screen-lock"/,
    ],
  ])('refuses a waiver %s and writes nothing', async (_, args, words) => {
    const before = fingerprint(data)
    const {code, stderr} = await stp('waive', 'add', ...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(words)
    expect(fingerprint(data)).toEqual(before)
  })

  it('lets it expire at once, with a finding', async () => {
    const {code, value} = await json<{waiver: {id: string; document: string}}>(
      'waive',
      'add',
      system,
      'ns.doc-lap',
      ...waiver,
      '--until',
      inDays(60),
    )
    expect(code).toBe(0)
    expect(value.waiver.document).toBe(`12/QĐ-STP ngày ${formatDay(yesterday)}`)
    const state = async (on: string) => {
      const list = await json<{waivers: {state: string}[]}>('waive', 'list', '--on', on)
      return [list.code, list.value.waivers.map((item) => item.state)]
    }
    expect(await state(today)).toEqual([0, ['active']])
    expect(await state(inDays(60))).toEqual([0, ['due-soon']])
    expect(await state(inDays(61))).toEqual([1, ['expired']])
    const warnings = async (on: string) => (await json<{warnings: {code: string; message: string}[]}>('audit', '--on', on)).value.warnings
    expect((await warnings(inDays(60))).filter(({code}) => code.startsWith('waiver-'))).toEqual([])
    expect((await warnings(inDays(61))).find(({code}) => code === 'waiver-expired')?.message).toContain(value.waiver.id)
    expect((await stp('waive', 'end', value.waiver.id)).stderr).toContain('lý do chấm dứt (--reason)')
    expect((await stp('waive', 'end', value.waiver.id, '--reason', 'Đã tách bộ phận')).code).toBe(0)
    expect(await state(today)).toEqual([1, ['expired']])
    expect((await stp('waive', 'end', value.waiver.id, '--reason', 'x')).code).toBe(2)
  })

  it('does not honour one whose compensating control is not seen to hold', async () => {
    const added = await json<{waiver: {id: string}}>(
      'waive',
      'add',
      system,
      'ns.doc-lap',
      ...waiver,
      '--until',
      inDays(60),
      '--compensated-by',
      'disk-encryption',
    )
    expect(added.code).toBe(0)
    const {value} = await json<{warnings: {code: string; message: string}[]; assessments: {files: {kind: string; path: string}[]}[]}>(
      'audit',
    )
    const notice = value.warnings.find(({code}) => code.startsWith('waiver-compensation-'))
    expect(notice?.message).toContain('biện pháp thay thế disk-encryption')
    // The folder judges to the same result without the workspace.
    const report = value.assessments[0]?.files.find((file) => file.kind === 'report')?.path ?? ''
    expect((await run(['evidence', 'verify', join(report, '..')])).code).toBe(0)
  })
})
