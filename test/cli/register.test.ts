import {spawn, spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {fingerprint, root, run, runJson, temporary} from './cli.ts'

let folder: string
let workspace: string
let count = 0

beforeAll(() => {
  folder = temporary()
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** A sample workspace of its own for each test that writes. */
async function fresh(): Promise<void> {
  workspace = join(folder, `workspace-${count++}`)
  expect((await run(['init', '--sample', '--workspace', workspace])).code).toBe(0)
}

const at = (...args: string[]) => run([...args, '--workspace', workspace])
const jsonAt = <T = Record<string, unknown>>(...args: string[]) => runJson<T>([...args, '--workspace', workspace])
const registerNow = () => JSON.parse(readFileSync(join(workspace, 'register.json'), 'utf8'))

function journal(): {action: string; object: string; sha256: string}[] {
  const lines = readFileSync(join(workspace, 'journal.ndjson'), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

describe('the five kinds: add, list, show, edit, remove', () => {
  beforeAll(fresh)

  const kinds: [string, string[], string, string[], object][] = [
    [
      'system',
      ['--name', 'Sổ Đăng ký', '--role', 'vận hành', '--status', 'operating', '--information', 'public,personal', '--archive'],
      'so-dang-ky',
      ['--level', '2', '--clear', 'archive'],
      {level: 2, role: 'operates', information: ['public', 'personal'], source: {confidence: 'unverified'}},
    ],
    [
      'document',
      ['--kind', 'plan', '--title', 'Kế hoạch ứng phó', '--date', '5/1/2026'],
      'ke-hoach-ung-pho',
      ['--number', '01/KH-STP'],
      {date: '2026-01-05', number: '01/KH-STP'},
    ],
    [
      'person',
      ['--kind', 'Đơn vị', '--name', 'Phòng Đấu giá', '--phone', '0296'],
      'phong-dau-gia',
      ['--roles', 'operator', '--clear', 'phone'],
      {kind: 'unit', roles: ['operator']},
    ],
    [
      'incident',
      [
        '--title',
        'Mã độc',
        '--kind',
        'malware',
        '--no-serious',
        '--no-national-security',
        '--personal-data',
        '--detected-at',
        '20/11/2026 08:30',
      ],
      'ma-doc',
      ['--systems', 'ho-tich'],
      {serious: false, personalData: true, detectedAt: '2026-11-20T08:30:00+07:00', systems: ['ho-tich']},
    ],
    ['training', ['--kind', 'drill', '--title', 'Diễn tập', '--date', '2026-10-15'], 'dien-tap', ['--hours', '4,5'], {hours: 4.5}],
  ]
  it.each(kinds)('%s', async (kind, add, id, edit, expected) => {
    expect((await jsonAt(kind, 'add', ...add)).value).toMatchObject({kind, added: {id}})
    expect((await at(kind, 'edit', id, ...edit)).stdout).toContain(`Đã sửa: ${kind} ${id}`)
    const shown = await jsonAt<{entry: object}>(kind, 'show', id)
    expect(shown.value.entry).toMatchObject({id, ...expected})
    expect(shown.value.entry).not.toHaveProperty('archive')
    expect(shown.value.entry).not.toHaveProperty('phone')
    const listed = await jsonAt<{entries: {id: string}[]}>(kind, 'list')
    expect(listed.value.entries.map((entry) => entry.id)).toContain(id)
    for (const line of (await at(kind, 'list')).stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80)
    expect((await at(kind, 'remove', id)).code).toBe(0)
    expect((await jsonAt<{error: {code: string}}>(kind, 'show', id)).value.error.code).toBe(`unknown-${kind}`)
    const removal = journal().find(({action}) => action === `${kind}.remove`)
    expect(removal?.object).toBe(`${kind} ${id}`)
    const payload = gunzipSync(readFileSync(join(workspace, 'journal-payloads', `${removal?.sha256}.json.gz`))).toString()
    expect(JSON.stringify(JSON.parse(payload))).toContain(
      JSON.stringify(add[add.indexOf(add.includes('--name') ? '--name' : '--title') + 1]),
    )
  })

  it('show says what form 08 lacks', async () => {
    const {stdout} = await at('system', 'show', 'lan-tru-so-2')
    expect(stdout).toContain('Mẫu số 08 còn thiếu')
    expect(stdout).toContain('Tình trạng phê duyệt cấp độ (mục 3, cột 6): state')
    const {value} = await jsonAt<{missingForMau08: {field: string}[]}>('system', 'show', 'lan-tru-so-2')
    expect(value.missingForMau08.map(({field}) => field)).toContain('deployment')
  })

  it('a command in English answers in English', async () => {
    expect((await at('system', 'show', 'lan-tru-so-2', '--lang', 'en')).stdout).toMatch(/Form 08 lacks \d values:/)
  })
})

describe('what is wrong is told, in words, and nothing is written', () => {
  beforeAll(fresh)

  it.each<[string, string[], RegExp]>([
    [
      'a choice',
      ['system', 'add', '--name', 'A', '--role', 'operates', '--status', 'operatng'],
      /--status "operatng": dùng một trong: .*có phải ý bạn là "operating"\?/,
    ],
    ['missing fields without a terminal', ['system', 'add', '--name', 'A'], /role: bắt buộc phải có; status: bắt buộc phải có/],
    [
      'a reference',
      ['system', 'edit', 'ho-tich', '--decision', 'qd-1267-cat-amn'],
      /không có văn bản mã "qd-1267-cat-amn"; có phải ý bạn là "qd-1267-cat-anm"\?/,
    ],
    ['an id', ['document', 'show', 'qd-151-st'], /Có phải ý bạn là "qd-151-stp"\?/],
    ['an id that is taken', ['document', 'add', '--id', 'qd-151-stp', '--kind', 'plan', '--title', 'x'], /Mã "qd-151-stp" đã có/],
    ['a required field cleared', ['system', 'edit', 'ho-tich', '--clear', 'name'], /"name" bắt buộc phải có/],
    ['a field nobody knows', ['system', 'edit', 'ho-tich', '--clear', 'levle'], /Có phải ý bạn là "level"/],
    ['nothing to do', ['system', 'edit', 'ho-tich'], /Chưa nêu trường nào cần sửa/],
    ['a removal with referrers', ['system', 'remove', 'lan-co-so-1'], /document qd-1267-cat-anm, document qd-151-stp/],
    ['a file that is not there', ['document', 'add', '--kind', 'plan', '--title', 'x', '--file', '/nonexistent.pdf'], /Không có tệp này/],
    ['a folder as file', ['document', 'add', '--kind', 'plan', '--title', 'x', '--file', '/tmp'], /không phải một tệp thường/],
    ['a device as import', ['register', 'import', '/dev/zero'], /không phải một tệp thường/],
    ['an export without a format', ['register', 'export', '/tmp/x.ods'], /đuôi \.xlsx hoặc \.yaml/],
  ])('%s', async (_, args, expected) => {
    const before = fingerprint(workspace)
    const {code, stderr, stdout} = await at(...args)
    expect(stderr).toMatch(expected)
    expect([code, stdout]).toEqual([2, ''])
    expect(fingerprint(workspace)).toEqual(before)
  })
})

describe('files of documents', () => {
  beforeAll(fresh)

  it('are kept under their hash, once, and read back to the byte', async () => {
    const file = join(folder, 'quyết định.pdf')
    const bytes = Buffer.alloc(3_000_000, 'văn bản')
    writeFileSync(file, bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    for (const title of ['Một', 'Hai'])
      expect((await at('document', 'add', '--kind', 'decision', '--title', title, '--file', file)).code).toBe(0)
    expect(registerNow().documents.at(-1).file).toEqual({name: 'quyết định.pdf', sha256, bytes: bytes.length})
    expect(readFileSync(join(workspace, 'evidence', sha256.slice(0, 2), sha256)).equals(bytes)).toBe(true)
    expect(readdirSync(join(workspace, 'evidence'))).toEqual([sha256.slice(0, 2)])
    expect((await jsonAt('document', 'show', 'hai')).value).toMatchObject({file: {stored: true}})
    rmSync(join(workspace, 'evidence', sha256.slice(0, 2), sha256))
    await at('register', 'export', join(folder, 'thieu-tep.yaml'))
    const imported = await at('register', 'import', join(folder, 'thieu-tep.yaml'), '--dry-run')
    expect(imported.stdout).toContain('2 văn bản có tệp chưa nằm trong kho bằng chứng của thư mục này (mot, hai)')
    expect((await at('document', 'show', 'hai')).stdout).toContain('Thiếu tệp trong kho bằng chứng')
  })

  it('above 200 MB are refused before a byte is copied', async () => {
    const file = join(folder, 'lớn.bin')
    writeFileSync(file, '')
    truncateSync(file, 200 * 1024 * 1024 + 1)
    const {code, stderr} = await at('document', 'add', '--kind', 'other', '--title', 'Lớn', '--file', file)
    expect([code, stderr]).toEqual([2, expect.stringContaining('lớn hơn 200 MB')])
    expect(registerNow().documents).not.toContainEqual(expect.objectContaining({title: 'Lớn'}))
  })
})

describe('import and export', () => {
  beforeAll(fresh)

  it.each(['xlsx', 'yaml'])('%s into another workspace gives the same register; a trial writes nothing', async (format) => {
    const file = join(folder, `ho-so.${format}`)
    expect((await at('register', 'export', file)).stdout).toContain('Hệ thống: 23')
    expect((await at('register', 'export', file)).stderr).toContain('--force')
    const other = join(folder, `empty-${format}`)
    mkdirSync(other)
    const names = ['--organisation', 'Sở', '--parent', 'Tỉnh', '--place', 'An Giang', '--abbreviation', 'STP']
    expect((await run(['init', '--workspace', other, ...names])).code).toBe(0)
    const noOffices = await run(['register', 'import', file, '--workspace', other])
    expect(noOffices).toMatchObject({code: 2, stderr: expect.stringContaining('không có trụ sở mã "co-so-1"')})
    const theirs = JSON.parse(readFileSync(join(other, 'workspace.json'), 'utf8'))
    const {offices} = JSON.parse(readFileSync(join(workspace, 'workspace.json'), 'utf8'))
    writeFileSync(join(other, 'workspace.json'), JSON.stringify({...theirs, offices}))
    const before = fingerprint(other)
    const trial = await run(['register', 'import', file, '--dry-run', '--workspace', other])
    expect(trial.stdout).toMatch(/Hệ thống: thêm 23, sửa 0, giữ nguyên 0\n[\s\S]*Chỉ thử, chưa ghi gì\./)
    expect(fingerprint(other)).toEqual(before)
    expect((await runJson(['register', 'import', file, '--workspace', other])).value).toMatchObject({
      format,
      written: true,
      counts: {system: {added: 23}},
    })
    expect(JSON.parse(readFileSync(join(other, 'register.json'), 'utf8'))).toEqual(registerNow())
    const again = fingerprint(other)
    expect((await run(['register', 'import', file, '--workspace', other])).stdout).toContain('Không có gì thay đổi.')
    expect(fingerprint(other)).toEqual(again)
  })
})

describe('two people at once', () => {
  beforeAll(fresh)

  it('lose nothing: twelve additions of the same name, four edits of one entry', async () => {
    const adds = Array.from({length: 12}, () => at('person', 'add', '--kind', 'unit', '--name', 'Phòng Bổ trợ'))
    const edits = [['--level', '4'], ['--purpose', 'Mục đích'], ['--archive'], ['--sites', 'https://a.gov.vn']].map((flags) =>
      at('system', 'edit', 'ho-tich', ...flags),
    )
    for (const {code, stderr} of await Promise.all([...adds, ...edits])) expect([code, stderr]).toEqual([0, ''])
    const {people, systems} = registerNow()
    const ids = people.map(({id}: {id: string}) => id).filter((id: string) => id.startsWith('phong-bo-tro'))
    expect(new Set(ids).size).toBe(12)
    expect(systems.find(({id}: {id: string}) => id === 'ho-tich')).toMatchObject({
      level: 4,
      purpose: 'Mục đích',
      archive: true,
      sites: ['https://a.gov.vn'],
    })
    const objects = journal().flatMap(({object}) => (object.startsWith('person phong-bo-tro') ? [object] : []))
    expect(new Set(objects).size).toBe(12)
  })
})

const hasScript = spawnSync('script', ['--version']).status === 0
if (!hasScript) console.warn('"script" is missing (apt-get install bsdutils): the guided questions are not tested')

describe.skipIf(!hasScript)('on a terminal', () => {
  beforeAll(fresh)

  /** Runs a command on a pseudo-terminal and answers each question as it comes. */
  function converse(command: string[], answers: string[]): Promise<{code: number | null; output: string}> {
    const line = [process.execPath, join(root, 'bin', 'run.js'), ...command, '--workspace', workspace].map((word) => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', line, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {...process.env, STP_SEC_LANG: ''},
    })
    let output = ''
    let asked = 0
    return new Promise((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const questions = output.split('\n').filter((one) => /(^|\u001b\[\d*[A-Z])> /.test(one)).length
        if (questions > asked && answers.length > 0) {
          asked++
          child.stdin.write(answers.shift())
        }
      })
      child.on('close', (code) => resolve({code, output}))
    })
  }

  it('asks for what is missing, again when the answer is not valid, and takes numbers of a list', async () => {
    const {code, output} = await converse(['system', 'add', '--name', 'Hệ thống hỏi đáp'], ['vận hnh\r', 'vận hành\r', '3\r'])
    expect(output).toContain('Vai trò của đơn vị')
    expect(output).toMatch(/dùng một trong: operates, uses.*\(Vận hành\?\)/)
    expect(output).toContain('Đã thêm: system he-thong-hoi-dap')
    expect(code).toBe(0)
    expect(registerNow().systems.at(-1)).toMatchObject({role: 'operates', status: 'operating'})
  })

  it('Ctrl-C ends with 130 and writes nothing', async () => {
    const before = fingerprint(workspace)
    const {code} = await converse(['system', 'add', '--name', 'Bỏ dở'], ['\u0003'])
    expect(code).toBe(130)
    expect(fingerprint(workspace)).toEqual(before)
  })
})
