import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {readXlsx, writeXlsx} from 'hucre/xlsx'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {fingerprint, run, runJson, temporary} from '../cli/cli.ts'

const system = 'lan-co-so-1'
let folder: string
let data: string
let sheet: string
const stp = (...args: string[]) => run([...args, '--workspace', data])

beforeAll(async () => {
  folder = temporary()
  data = join(folder, 'data')
  sheet = join(folder, 'phieu.xlsx')
  expect((await run(['init', '--sample', '--workspace', data])).code).toBe(0)
  expect((await stp('attest', 'worksheet', system, '--out', sheet)).code).toBe(0)
})
afterAll(() => rmSync(folder, {recursive: true}))

type Cells = (string | number | boolean | Date | null)[]

/** The worksheet as an officer would save it, with values by requirement and column. */
async function filled(values: Record<string, Record<string, string>>): Promise<string> {
  const rows = (await readXlsx(readFileSync(sheet))).sheets[0]?.rows as Cells[]
  const keys = rows[1] ?? []
  const changed = rows.map((row) => {
    const own = values[String(row[0])]
    return own ? keys.map((key, column) => own[String(key)] ?? row[column] ?? null) : row
  })
  const path = join(folder, `filled-${Object.keys(values).length}-${Math.random()}.xlsx`)
  writeFileSync(path, await writeXlsx({sheets: [{name: 'Phiếu', rows: changed}]}))
  return path
}

it('holds every open question with what proves it, and never overwrites what somebody fills', async () => {
  const rows = (await readXlsx(readFileSync(sheet))).sheets[0]?.rows as Cells[]
  const {value} = await runJson<{count: number}>(['attest', 'list', '--open', system, '--workspace', data])
  expect(rows.length - 2).toBe(value.count)
  expect(rows[0]?.slice(0, 5)).toEqual(['Mã yêu cầu', 'Nhóm', 'Câu hỏi', 'Tài liệu cần có', 'Kết quả'])
  expect(rows.find((row) => row[0] === 'ns.phan-cong')?.[3]).toContain('Quyết định phân công nhiệm vụ')
  const again = await stp('attest', 'worksheet', system, '--out', sheet)
  expect(again.code).toBe(2)
  expect(again.stderr).toContain('Tệp đã có')
})

it('is taken back: rows that are filled become answers, the others stay open', async () => {
  const path = await filled({
    'ns.phan-cong': {
      result: 'Đạt',
      statement: 'Đã giao Văn phòng Sở',
      by: 'Trần Văn B',
      'confirmed-by': 'Nguyễn Thị C',
      paper: 'Quyết định 12/QĐ-STP; Danh sách nhân sự',
    },
    'ns.doc-lap': {result: 'not-met', statement: '=1+1', by: 'Trần Văn B'},
  })
  const {code, value} = await runJson<{attestations: Record<string, unknown>[]}>(['attest', 'import', system, path, '--workspace', data])
  expect(code).toBe(0)
  expect(value.attestations).toMatchObject([
    {
      requirement: 'ns.phan-cong',
      result: 'met',
      confirmedBy: 'Nguyễn Thị C',
      evidence: [{title: 'Quyết định 12/QĐ-STP'}, {title: 'Danh sách nhân sự'}],
    },
    {requirement: 'ns.doc-lap', result: 'not-met', statement: '=1+1'},
  ])
  expect((await stp('journal', 'list', '--action', 'attest.import')).stdout).toContain(system)
})

it('with wrong rows enters nothing and names each', async () => {
  const before = fingerprint(data)
  const path = await filled({
    'ns.phan-cong': {result: 'Đạt', statement: 'x', by: 'B', 'confirmed-by': 'b'},
    'ns.doc-lap': {result: 'Tốt', statement: 'x', by: 'B'},
    'ns.trinh-do-cam-ket': {result: 'Đạt', statement: 'x', by: 'B', 'valid-until': '2099-01-01'},
    'ns.dao-tao-nhan-thuc': {result: 'Đạt', statement: 'x', by: 'B'},
  })
  const {code, stderr} = await stp('attest', 'import', system, path)
  expect(code).toBe(2)
  expect(stderr).toContain('3 hàng chưa đúng')
  expect(stderr).toMatch(/hàng \d+: Người xác nhận trùng người trả lời/)
  expect(stderr).toMatch(/hàng \d+: Kết quả "Tốt" không có trong danh sách/)
  expect(stderr).toMatch(/hàng \d+: .*12 tháng/)
  expect(fingerprint(data)).toEqual(before)
})

it.each([
  ['a text file', () => Buffer.from('xin chào')],
  ['a workbook of somebody else', () => writeXlsx({sheets: [{name: 'A', rows: [['a', 'b']]}]})],
  ['a cut worksheet', () => readFileSync(sheet).subarray(0, 900)],
])('%s is refused with what to do next', async (_, make) => {
  const path = join(folder, 'khac.xlsx')
  writeFileSync(path, await make())
  const {code, stderr} = await stp('attest', 'import', system, path)
  expect(code).toBe(2)
  expect(stderr).toMatch(/Lỗi: [\s\S]*Làm gì tiếp: /)
  expect(stderr).not.toContain('ngoài dự kiến')
})
