import {execFileSync} from 'node:child_process'
import {mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {docx, paragraph} from '../lint-document/support.ts'
import {run, runJson, temporary} from './cli.ts'

let folder: string
const file = (name: string) => join(folder, name)
const day = ['--on', '2026-11-25']

beforeAll(() => {
  folder = temporary()
  writeFileSync(
    file('sai.docx'),
    docx(paragraph('Căn cứ Luật An toàn thông tin mạng năm 2015;') + paragraph('Gửi Sở Thông tin và Truyền thông về an ninh mạng.')),
  )
  writeFileSync(file('luu-y.txt'), 'Căn cứ Nghị định số 85/2016/NĐ-CP;\nCăn cứ Nghị định số 55/2019/NĐ-CP về hỗ trợ pháp lý.\n')
  writeFileSync(file('sach.txt'), 'Căn cứ Nghị định số 331/2026/NĐ-CP ngày 19 tháng 8 năm 2026 của Chính phủ;\n')
  writeFileSync(file('rong.docx'), '')
  writeFileSync(file('cu.doc'), Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  mkdirSync(file('thu-muc.docx'))
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

describe('document lint', () => {
  it('errors: place, words, what is wrong, what to write, source; exit code 1; at most 80 columns; the file is untouched', async () => {
    const before = [readFileSync(file('sai.docx')).toString('hex'), statSync(file('sai.docx')).mtimeMs]
    const {code, stdout, stderr} = await run(['document', 'lint', 'sai.docx', ...day], {cwd: folder})
    expect(stderr).toBe('')
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /LỖI, đoạn 1\n {2}Căn cứ \[Luật An toàn thông tin mạng năm 2015\];\n {2}Sai gì: Đã hết hiệu lực từ ngày 01\/07\/2026/,
    )
    expect(stdout).toMatch(/Nên ghi: Luật An ninh mạng số 116\/2025\/QH15/)
    expect(stdout).toMatch(/Nguồn: 86\/2015\/QH13 \(đã đọc nguồn, 22\/11\/2026\)/)
    expect(stdout).toMatch(/LỖI, đoạn 2\n/)
    expect(stdout).toMatch(/Nên ghi: Công an tỉnh \(PA05\)/)
    expect(stdout).toMatch(/2 lỗi, 0 lưu ý\. Thấy 1 viện dẫn/)
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/không phải ý kiến pháp lý/)
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
    expect([readFileSync(file('sai.docx')).toString('hex'), statSync(file('sai.docx')).mtimeMs]).toEqual(before)
  })

  it('notices only, or nothing: exit code 0, and what was not checked is named', async () => {
    const {code, stdout} = await run(['document', 'lint', file('luu-y.txt'), ...day])
    expect(code).toBe(0)
    expect(stdout).toMatch(/LƯU Ý, dòng 1\n/)
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/Không kiểm tra, .*: Nghị định số 55\/2019\/NĐ-CP\./)
    const clean = await run(['document', 'lint', file('sach.txt'), ...day, '--lang', 'en'])
    expect(clean.code).toBe(0)
    expect(clean.stdout).toMatch(/0 errors, 0 notices\. 1 citations seen/)
  })

  it('the day decides', async () => {
    expect((await run(['document', 'lint', file('sach.txt'), '--on', '2026-08-18'])).code).toBe(1)
    expect((await run(['document', 'lint', file('sach.txt'), '--on', '2026-02-30'])).code).toBe(2)
  })

  it('JSON is one document with everything', async () => {
    const {code, value} = await runJson(['document', 'lint', file('sai.docx'), ...day])
    expect(code).toBe(1)
    expect(value).toMatchObject({
      schema: 'stp-sec/document-lint/1',
      format: 'docx',
      on: '2026-11-25',
      errors: 2,
      notices: 0,
      findings: [
        {
          code: 'ended',
          severity: 'error',
          subject: 'luat-86-2015',
          place: {unit: 'paragraph', part: 'body', number: 1},
          found: 'Luật An toàn thông tin mạng năm 2015',
          instead: 'Luật An ninh mạng số 116/2025/QH15 ngày 10 tháng 12 năm 2025',
          sources: [{confidence: 'seen', validTo: '2026-06-30', source: expect.stringMatching(/^https:/)}, {}],
        },
        {code: 'former-body', subject: 'so-tttt'},
      ],
      citations: {'in-force': 0, 'with-finding': 1, outside: 0},
      unchecked: [],
      disclaimer: expect.stringContaining('ý kiến pháp lý'),
    })
  })

  const refused: [string, string, RegExp][] = [
    ['an empty file', 'rong.docx', /rỗng/],
    ['an old .doc', 'cu.doc', /\.doc cũ/],
    ['no file', 'khong-co.docx', /Không có tệp/],
    ['a folder', 'thu-muc.docx', /không phải một tệp/],
  ]
  it.each(refused)('%s: one message with a way out, exit code 2', async (_, name, message) => {
    const {code, stdout, stderr} = await run(['document', 'lint', file(name), ...day])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/^Lỗi: .*\nỞ đâu: .*\nLàm gì tiếp: .+/s)
  })

  it.skipIf(process.platform === 'win32')('a pipe that nobody writes to does not hang', async () => {
    execFileSync('mkfifo', [file('ong.docx')])
    expect((await run(['document', 'lint', file('ong.docx'), ...day])).code).toBe(2)
  })
})
