import {createHash} from 'node:crypto'
import {cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {run, runJson, temporary} from '../cli/cli.ts'

const system = 'lan-co-so-1'
let folder: string
let data: string

/** Runs a command on the workspace of this file. */
const stp = (...args: string[]) => run([...args, '--workspace', data])
const json = <T>(...args: string[]) => runJson<T>([...args, '--workspace', data])

beforeAll(async () => {
  folder = temporary()
  data = join(folder, 'data')
  // Entries 1 to 3 are those of an audit; from the fourth on each has what it is about beside it.
  expect((await run(['audit', '--workspace', data])).code).toBe(1)
  for (const [index, requirement] of ['ns.phan-cong', 'ns.doc-lap', 'ns.trinh-do-cam-ket', 'ns.dao-tao-nhan-thuc'].entries()) {
    const answer = ['--result', 'met', '--statement', `Câu trả lời ${index}`, '--by', 'Trần Văn B', '--id', `xn-${index}`]
    expect((await stp('attest', 'add', system, requirement, ...answer)).code).toBe(0)
  }
  expect((await stp('attest', 'remove', 'xn-1', '--reason', 'Trả lời nhầm')).code).toBe(0)
})
afterAll(() => rmSync(folder, {recursive: true}))

interface Tampered {
  folder: string
  lines: string[]
  write: (lines: string[]) => void
}

type Line = {
  seq: number
  at: string
  actor: string
  action: string
  object: string
  sha256: string
  prev: string
  hash: string
  register?: string
  kept?: true
}

/** What somebody who knows the format would do: write the chain anew from a line on, head included. */
function rechain(lines: string[], from: number): string[] {
  let prev = from === 0 ? '0'.repeat(64) : (JSON.parse(lines[from - 1] ?? '') as Line).hash
  return lines.map((text, index) => {
    if (index < from) return text
    const {hash: _, kept, register, ...rest} = JSON.parse(text) as Line
    const body = {...rest, seq: index + 1, prev}
    prev = createHash('sha256')
      .update(JSON.stringify({...body, kept, register}))
      .digest('hex')
    return JSON.stringify({...body, hash: prev, register, kept})
  })
}

const headOf = (lines: string[]) => {
  const {seq, hash} = JSON.parse(lines.at(-1) ?? '') as Line
  return JSON.stringify({schema: 'stp-sec/journal-head/1', seq, hash})
}
const edited = (line: string | undefined) => (line ?? '').replace('"actor":"', '"actor":"ai đó, ')
const payloadOf = (tampered: Tampered, index: number) =>
  join(tampered.folder, 'journal-payloads', `${(JSON.parse(tampered.lines[index] ?? '') as Line).sha256}.json.gz`)

describe('a journal tampered with', () => {
  let trusted: string
  let copies = 0

  function copy(): Tampered {
    const to = join(folder, `tampered-${copies++}`)
    cpSync(data, to, {recursive: true})
    const file = join(to, 'journal.ndjson')
    return {
      folder: to,
      lines: readFileSync(file, 'utf8').trimEnd().split('\n'),
      write: (lines) => writeFileSync(file, `${lines.join('\n')}\n`),
    }
  }

  beforeAll(async () => {
    // What a signed report says: taken from the inputs of the newest assessment, which the report prints.
    const {value} = await json<{assessments: {files: {kind: string; path: string}[]}[]}>('audit')
    const inputs = value.assessments[0]?.files.find((item) => item.kind === 'inputs')?.path ?? ''
    const {journal} = JSON.parse(readFileSync(inputs, 'utf8')) as {journal: {seq: number; hash: string}}
    expect(journal.hash).toMatch(/^[0-9a-f]{16}$/)
    trusted = `${journal.seq}:${journal.hash}`
  })

  it('is intact as it stands, against the signed report too', async () => {
    const {code, stdout} = await stp('journal', 'verify', '--trusted', trusted)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Nhật ký nguyên vẹn: \d+ dòng/)
  })

  const tamperings: [string, (tampered: Tampered) => void, RegExp][] = [
    ['1 a word edited', (t) => t.write(t.lines.with(5, edited(t.lines[5]))), /dòng 6: nội dung dòng đã bị sửa/],
    [
      '2 a word edited and its hash computed anew',
      (t) => t.write(t.lines.with(5, rechain(t.lines.with(5, edited(t.lines[5])), 5)[5] ?? '')),
      /dòng 7: không nối với dòng trước/,
    ],
    ['3 a line deleted', (t) => t.write(t.lines.toSpliced(5, 1)), /dòng 6: số thứ tự không nối tiếp/],
    ['4 the first line deleted', (t) => t.write(t.lines.slice(1)), /dòng 1: số thứ tự không nối tiếp/],
    ['5 the last lines cut off', (t) => t.write(t.lines.slice(0, -2)), /phần cuối nhật ký đã bị cắt/],
    [
      '6 two lines swapped',
      (t) => t.write(t.lines.with(4, t.lines[5] ?? '').with(5, t.lines[4] ?? '')),
      /dòng 5: số thứ tự không nối tiếp/,
    ],
    ['7 a line inserted', (t) => t.write(t.lines.toSpliced(5, 0, edited(t.lines[4]))), /dòng 6: nội dung dòng đã bị sửa/],
    [
      '8 rewritten from a line on, but for the head',
      (t) => t.write(rechain(t.lines.with(5, edited(t.lines[5])), 5)),
      /không khớp với journal\.head/,
    ],
    ['9 the head removed', (t) => rmSync(join(t.folder, 'journal.head')), /journal\.head: journal\.head bị thiếu/],
    ['10 the whole file removed', (t) => rmSync(join(t.folder, 'journal.ndjson')), /phần cuối nhật ký đã bị cắt/],
    ['11 what an entry is about removed', (t) => rmSync(payloadOf(t, 3)), /dòng 4: nội dung thay đổi kèm theo dòng .* đã bị xóa/],
    [
      '12 what an entry is about altered',
      (t) => {
        const text = gunzipSync(readFileSync(payloadOf(t, 3)))
          .toString()
          .replace('Trần Văn B', 'Trần Văn A')
        writeFileSync(payloadOf(t, 3), gzipSync(text))
      },
      /dòng 4: nội dung thay đổi kèm theo dòng .* đã bị sửa hoặc hỏng/,
    ],
  ]

  it.each(tamperings)('%s: found, with its place', async (_, tamper, words) => {
    const tampered = copy()
    tamper(tampered)
    const {code, stdout, stderr} = await run(['journal', 'verify', '--workspace', tampered.folder])
    expect(stderr).toBe('')
    expect(stdout).toContain('Nhật ký KHÔNG còn nguyên vẹn')
    expect(stdout).toMatch(words)
    expect(code).toBe(1)
    const {value} = await runJson<{ok: boolean; problems: {line: number; kind: string}[]}>([
      'journal',
      'verify',
      '--workspace',
      tampered.folder,
    ])
    expect(value.ok).toBe(false)
    expect(value.problems.length).toBeGreaterThan(0)
  })

  it('13 rewritten whole, head and all: found against the signed report alone', async () => {
    const tampered = copy()
    const lines = rechain(tampered.lines.toSpliced(4, 1), 4)
    tampered.write(lines)
    writeFileSync(join(tampered.folder, 'journal.head'), headOf(lines))
    const alone = await run(['journal', 'verify', '--workspace', tampered.folder])
    expect(alone.code).toBe(0)
    // The payload of the entry that is gone stays behind.
    expect(alone.stdout).toContain('Lưu ý: 1 nội dung trong journal-payloads/')
    const {code, stdout} = await run(['journal', 'verify', '--workspace', tampered.folder, '--trusted', trusted])
    expect(code).toBe(1)
    expect(stdout).toMatch(/không khớp với mã băm đã lưu bên ngoài/)
  })

  it('a journal show of an altered entry says so', async () => {
    const tampered = copy()
    rmSync(payloadOf(tampered, 3))
    const {code, stdout} = await run(['journal', 'show', '4', '--workspace', tampered.folder])
    expect(code).toBe(1)
    expect(stdout).toContain('Nội dung kèm theo dòng này đã bị XÓA')
    expect((await run(['journal', 'show', '999999', '--workspace', tampered.folder])).code).toBe(2)
    expect((await run(['journal', 'verify', '--workspace', tampered.folder, '--trusted', '5:abc'])).stderr).toContain(
      'không phải dạng SỐ_DÒNG:MÃ_BĂM',
    )
  })

  it('facts of machines are not kept twice', () => {
    expect(existsSync(join(data, 'journal-payloads'))).toBe(true)
    for (const name of readdirSync(join(data, 'journal-payloads')))
      expect(gunzipSync(readFileSync(join(data, 'journal-payloads', name))).toString()).not.toContain('stp-sec/snapshot/')
  })
})
