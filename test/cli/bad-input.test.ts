import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {fingerprint, run, start, temporary} from './cli.ts'

let folder: string
let workspace: string

beforeAll(async () => {
  folder = temporary()
  workspace = join(folder, 'sound')
  expect((await run(['init', '--sample', '--workspace', workspace])).code).toBe(0)
  expect((await run(['audit', '--workspace', workspace])).code).toBe(1)
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** A copy of a workspace that holds one assessment, changed by the test. */
function copy(name: string, change: (path: string) => void): string {
  const path = join(folder, name)
  cpSync(workspace, path, {recursive: true})
  change(path)
  return path
}

const editJson = (path: string, change: (value: Record<string, unknown>) => void) => {
  const value = JSON.parse(readFileSync(path, 'utf8'))
  change(value)
  writeFileSync(path, JSON.stringify(value))
}

describe('a damaged workspace: one clear message, exit code 2, nothing changed', () => {
  const cases: [string, (path: string) => void, RegExp][] = [
    [
      'broken JSON',
      (path) => writeFileSync(join(path, 'register.json'), '{"schema": "stp-sec/register/1", "systems": ['),
      /register\.json/,
    ],
    ['an empty file', (path) => writeFileSync(join(path, 'workspace.json'), ''), /workspace\.json/],
    ['foreign JSON', (path) => writeFileSync(join(path, 'register.json'), '[1, 2, 3]'), /register\.json/],
    ['a huge file', (path) => writeFileSync(join(path, 'register.json'), Buffer.alloc(70 * 1024 * 1024, 32)), /64 MB/],
    ['an unknown field', (path) => editJson(join(path, 'register.json'), (value) => Object.assign(value, {sistems: []})), /sistems/],
    [
      'a newer version',
      (path) => editJson(join(path, 'workspace.json'), (value) => Object.assign(value, {schema: 'stp-sec/workspace/2'})),
      /mới hơn/,
    ],
    [
      'no system in the register',
      (path) => editJson(join(path, 'register.json'), (value) => Object.assign(value, {systems: []})),
      /chưa có hệ thống/,
    ],
    [
      'a clock set back',
      (path) => {
        const [file] = Object.keys(fingerprint(join(path, 'targets')))
        editJson(join(path, 'targets', file ?? ''), (value) => Object.assign(value, {lastSeenAt: '2099-01-01T00:00:00.000Z'}))
      },
      /[Đđ]ồng hồ/,
    ],
  ]
  it.each(cases)('%s', async (name, change, message) => {
    const path = copy(name.replaceAll(' ', '-'), change)
    const before = fingerprint(path)
    const {code, stderr, stdout} = await run(['audit', '--workspace', path])
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/^Lỗi: .*\nỞ đâu: .*\nLàm gì tiếp: /s)
    expect(stderr).not.toMatch(/ {4}at /)
    expect(stdout).toBe('')
    expect(code).toBe(2)
    expect(fingerprint(path)).toEqual(before)
  })

  it('in JSON the error is one document on stdout and nothing else', async () => {
    const path = copy('json-error', (place) => writeFileSync(join(place, 'register.json'), '{'))
    const {code, stdout, stderr} = await run(['audit', '--workspace', path, '--json', '--lang', 'en'])
    expect(code).toBe(2)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({
      error: {code: 'broken-json', what: expect.any(String), where: expect.stringContaining('register.json'), next: expect.any(String)},
    })
  })
})

describe('places that cannot be written', () => {
  it.skipIf(process.getuid?.() !== 0)('a read-only folder (needs root, to act as another user)', async () => {
    const path = copy('read-only', () => {})
    const before = fingerprint(path)
    const {code, stderr} = await run(['audit', '--workspace', path], {uid: 65534})
    expect(code).toBe(2)
    expect(stderr).toMatch(/^Lỗi: /)
    expect(fingerprint(path)).toEqual(before)
  })

  it('a folder full of other things is not made a workspace', async () => {
    const path = join(folder, 'foreign')
    mkdirSync(path)
    writeFileSync(join(path, 'thư riêng.txt'), 'x')
    const before = fingerprint(path)
    const {code, stderr} = await run(['audit', '--workspace', path])
    expect(code).toBe(2)
    expect(stderr).toMatch(/tệp khác/)
    expect(fingerprint(path)).toEqual(before)
  })
})

describe('wrong words on the command line', () => {
  const cases: [string, string[], RegExp][] = [
    ['an unknown system', ['explain', 'lan-co-so-2'], /"lan-co-so-1"/],
    ['an unknown requirement', ['explain', 'lan-co-so-1', 'ch.khoa-phen'], /"ch.khoa-phien"/],
    ['an unknown policy', ['assess', '--facts', 'FACTS', '--level', '2', '--policy', 'tcvn-14423-2062'], /"tcvn-14423-2026"/],
    ['a level that does not exist', ['assess', '--facts', 'FACTS', '--level', '6'], /6/],
    ['a day that does not exist', ['audit', '--on', '2026-02-30'], /2026-02-30/],
    ['a file that does not exist', ['assess', '--facts', '/nowhere/x.json', '--level', '2'], /\/nowhere\/x\.json/],
    ['a foreign JSON file', ['assess', '--facts', 'FOREIGN', '--level', '2'], /không phải dữ liệu máy/],
    ['a broken JSON file', ['assess', '--facts', 'BROKEN', '--level', '2'], /JSON/],
    ['an empty file', ['assess', '--facts', 'EMPTY', '--level', '2'], /rỗng/],
    ['a snapshot with a wrong field', ['assess', '--facts', 'WRONG', '--level', '2'], /facts\.lock/],
    ['a flag that does not exist', ['audit', '--wrkspace', 'x'], /wrkspace/],
    ['evidence that is no folder of evidence', ['evidence', 'verify', '/nowhere'], /manifest/],
    ['an unknown command', ['audti'], /"stp-sec audit"/],
    ['an unknown command of a topic', ['policy', 'lst'], /"stp-sec policy list"/],
    ['an unknown schema', ['schema', 'snapshop'], /snapshot/],
  ]
  it.each(cases)('%s', async (_, args, message) => {
    const files: Record<string, string> = {
      FACTS: JSON.stringify({
        schema: 'stp-sec/snapshot/1',
        target: {kind: 'endpoint', id: 'a', name: 'a'},
        collectedAt: '2026-12-14T00:00:00Z',
        tool: {name: 'x', version: '1'},
        facts: {},
      }),
      FOREIGN: '{"computer": {"name": "x"}}',
      BROKEN: '{"schema": "stp-sec/snapshot/1"',
      EMPTY: '',
      WRONG: JSON.stringify({
        schema: 'stp-sec/snapshot/1',
        target: {kind: 'endpoint', id: 'a', name: 'a'},
        collectedAt: '2026-12-14T00:00:00Z',
        tool: {name: 'x', version: '1'},
        facts: {lock: {ok: true, value: {graphical: 'yes'}, source: 'x', at: '2026-12-14T00:00:00Z'}},
      }),
    }
    const real = args.map((word) => {
      const content = files[word]
      if (content === undefined) return word
      const path = join(folder, `${word}.json`)
      writeFileSync(path, content)
      return path
    })
    const before = fingerprint(workspace)
    const {code, stderr} = await run(real, {env: {STP_SEC_WORKSPACE: workspace}})
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/ {4}at /)
    expect(code).toBe(2)
    expect(fingerprint(workspace)).toEqual(before)
  })
})

describe('two at once, and interruptions', () => {
  it('a second audit is refused and says who works', async () => {
    const path = copy('two', () => {})
    const first = start(['audit', '--workspace', path])
    // The lock is taken first of all; wait for it rather than for a time.
    const lock = join(path, '.lock.json')
    for (let tries = 0; tries < 400; tries++) {
      try {
        if (JSON.parse(readFileSync(lock, 'utf8')).pid === first.child.pid) break
      } catch {}
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const second = await run(['audit', '--workspace', path])
    expect(second.code).toBe(2)
    expect(second.stderr).toContain(String(first.child.pid))
    expect((await first.finished).code).toBe(1)
  })

  it('Ctrl-C at any moment: exit 130 and the workspace as it was, or a finished audit', async () => {
    const path = copy('interrupted', () => {})
    const outcomes = new Set<number | null>()
    for (const delay of [60, 250, 500, 800, 1100, 1500]) {
      const before = fingerprint(path)
      const {child, finished} = start(['audit', '--workspace', path])
      setTimeout(() => child.kill('SIGINT'), delay)
      const {code} = await finished
      outcomes.add(code)
      if (code === null) expect(child.signalCode).toBe('SIGINT')
      if (code === 130 || code === null) expect(fingerprint(path)).toEqual(before)
      else expect(code).toBe(1)
    }
    expect([...outcomes].some((code) => code === 130)).toBe(true)
    expect((await run(['audit', '--workspace', path])).code).toBe(1)
  })

  const rounds = Number(process.env['STP_SEC_KILLS'] ?? 8)
  it(`kill -9 at ${rounds} moments harms nothing`, {timeout: 60_000 + rounds * 4000}, async () => {
    const path = copy('killed', () => {})
    for (let round = 0; round < rounds; round++) {
      const {child, finished} = start(['audit', '--workspace', path])
      setTimeout(() => child.kill('SIGKILL'), 300 + (round * 1700) / rounds)
      await finished
    }
    expect((await run(['audit', '--workspace', path])).code).toBe(1)
    const {code, stdout} = await run(['explain', 'lan-co-so-1', '--workspace', path])
    expect(code).toBe(0)
    expect(stdout).toContain('lan-co-so-1')
  })
})
