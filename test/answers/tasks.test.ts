import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {dayOf} from '../../src/lib/dates.ts'
import {run, runJson, temporary} from '../cli/cli.ts'

const today = dayOf(Date.now())
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

const six = [
  '--person',
  'Trần Văn B',
  '--work',
  'Bật khóa màn hình',
  '--responsibility',
  'Văn phòng Sở',
  '--authority',
  'Chánh Văn phòng',
  '--due',
  inDays(10),
  '--result',
  'Mọi máy tự khóa',
]

describe('task', () => {
  it('names what is not clear in the words of the six', async () => {
    const {code, stderr} = await stp('task', 'add', system, '--work', 'Bật khóa màn hình', '--due', inDays(3))
    expect(code).toBe(2)
    expect(stderr).toContain(
      'chưa rõ người (--person), rõ trách nhiệm (--responsibility), rõ thẩm quyền (--authority), rõ kết quả (--result)',
    )
  })

  it('is given, becomes overdue, is closed with result and proof', async () => {
    const {value} = await json<{task: {id: string}}>(
      'task',
      'add',
      system,
      ...six,
      '--requirement',
      'ch.khoa-phien',
      '--before',
      'Khóa sau 30 phút',
    )
    const {id} = value.task
    expect((await stp('task', 'list', '--on', inDays(10))).code).toBe(0)
    const late = await stp('task', 'list', '--on', inDays(11))
    expect(late.code).toBe(1)
    expect(late.stdout).toContain('1 việc QUÁ HẠN')
    expect((await json<{task: {status: string}}>('task', 'edit', id, '--doing', '--person', 'Lê Văn D')).value.task).toMatchObject({
      status: 'doing',
      person: 'Lê Văn D',
    })
    expect((await stp('task', 'edit', id)).stderr).toContain('Chưa nêu nội dung cần sửa')
    expect((await stp('task', 'close', id)).stderr).toContain('Chưa nêu kết quả sau khi khắc phục')
    expect((await stp('task', 'close', id, '--after', 'Khóa sau 15 phút')).stderr).toContain('Chưa nêu tài liệu chứng minh')
    const closed = await json<{task: object}>('task', 'close', id, '--after', 'Khóa sau 15 phút', '--paper', 'Biên bản số 7')
    expect(closed.value.task).toMatchObject({
      status: 'done',
      closedOn: today,
      before: 'Khóa sau 30 phút',
      after: 'Khóa sau 15 phút',
      evidence: [{title: 'Biên bản số 7'}],
    })
    expect((await stp('task', 'list', '--on', inDays(11))).code).toBe(0)
    expect((await stp('task', 'close', id, '--after', 'x', '--paper', 'y')).stderr).toContain('đã kết thúc')
    expect((await stp('task', 'edit', id, '--note', 'x')).stderr).toContain('đã kết thúc')
    expect((await stp('task', 'show', id)).stdout).toContain('Biên bản số 7')
  })

  it('is proposed from the newest assessment, with places to be filled, once', async () => {
    const proposed = await json<{tasks: {person: string; work: string; requirement: string}[]}>(
      'task',
      'add',
      '--from-assessment',
      system,
      '--dry-run',
    )
    expect(proposed.value.tasks.length).toBeGreaterThan(10)
    expect(new Set(proposed.value.tasks.map(({person}) => person))).toEqual(new Set(['(chờ phân công)']))
    const entered = await json<{tasks: {id: string}[]}>('task', 'add', '--from-assessment', system)
    expect(entered.value.tasks.length).toBe(proposed.value.tasks.length)
    expect((await json<{tasks: object[]}>('task', 'add', '--from-assessment', system)).value.tasks).toEqual([])
    const {stdout} = await stp('task', 'list')
    expect(stdout).toContain('Chưa rõ người, rõ trách nhiệm, rõ thẩm quyền')
    expect((await stp('task', 'close', entered.value.tasks[0]?.id ?? '', '--after', 'x', '--paper', 'y')).stderr).toContain('chưa rõ người')
  })
})

describe('two people at once', () => {
  it('lose nothing of each other, and the journal tells who did what', async () => {
    const before = await json<{attestations: object[]}>('attest', 'list')
    const ids = Array.from({length: 6}, (_, index) => `xn-cung-luc-${index}`)
    const requirements = [
      'ns.phan-cong',
      'ns.doc-lap',
      'ns.trinh-do-cam-ket',
      'ns.dao-tao-nhan-thuc',
      'ns.thu-hoi-tai-san',
      'ns.vo-hieu-quyen',
    ]
    const ends = await Promise.all(ids.map((id, index) => stp('attest', 'add', system, requirements[index] ?? '', ...answer, '--id', id)))
    expect(ends.map(({code, stderr}) => [code, stderr])).toEqual(ids.map(() => [0, '']))
    const after = await json<{attestations: {id: string}[]}>('attest', 'list')
    expect(after.value.attestations.length).toBe(before.value.attestations.length + 6)
    expect(after.value.attestations.map(({id}) => id)).toEqual(expect.arrayContaining(ids))
    const journal = await json<{total: number}>('journal', 'list', '--action', 'attest.add', '--since', today)
    expect(journal.value.total).toBe(6)
    expect((await stp('journal', 'verify')).code).toBe(0)
  })
})
