import {type ChildProcess, spawn} from 'node:child_process'
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {fingerprint, root, run, start} from '../cli/cli.ts'
import {changeSchedule, countInLog, daily, logOf, longAgo, makeWorkspace, temporaryFolder, until} from './support.ts'

/** `agent run` as a process; resolves when it has said that it started. */
async function startAgent(folder: string) {
  const {child, finished} = start(['agent', 'run', '--workspace', folder, '--lang', 'en'])
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr?.on('data', (text) => {
    said += text
  })
  await until('the agent', () => said.includes('Started'))
  return {child, finished}
}

const makeDue = (folder: string) => {
  mkdirSync(join(folder, 'agent'), {recursive: true})
  writeFileSync(join(folder, 'agent', 'state.json'), JSON.stringify({schema: 'stp-sec/agent/1', nextDueAt: longAgo}))
}

/** Inodes of what a process listens on or has bound. */
function openPorts({pid}: ChildProcess): string[] {
  const own = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
  const inodes = new Set(own.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []))
  const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'].map((name) => `/proc/${pid}/net/${name}`).filter((path) => existsSync(path))
  return tables.flatMap((path) => readFileSync(path, 'utf8').split('\n')).filter((line) => inodes.has(line.trim().split(/\s+/)[9] ?? ''))
}

describe('agent run', () => {
  test('makes a missed run good, opens no port, is not to be read by others, and ends well at SIGTERM', async () => {
    const folder = await makeWorkspace(daily)
    makeDue(folder)
    const {child, finished} = await startAgent(folder)
    await until('the run', async () => / Next run: \S+$/.test((await logOf(folder)).trim()))
    if (process.platform === 'linux') expect(openPorts(child)).toEqual([])
    for (const name of ['.', 'agent.log']) expect(statSync(join(folder, 'agent', name)).mode & 0o077).toBe(0)
    child.kill('SIGTERM')
    expect(await finished).toMatchObject({code: 0, stdout: ''})
    expect(await logOf(folder)).toMatch(/Makes good a run.*The audit begins.*; met \d+.*Next run.*The agent stops\n$/s)
    expect(readdirSync(join(folder, 'assessments'))).toHaveLength(1)
  })

  test.each([
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ] as const)('%s in the middle of an audit: exit code %i, nothing was written and the run stays due', async (signal, code) => {
    const folder = await makeWorkspace(daily)
    makeDue(folder)
    const before = fingerprint(folder)
    const {child, finished} = await startAgent(folder)
    await until('the audit', async () => (await countInLog(folder, 'The audit begins')) === 1)
    child.kill(signal)
    expect(await finished).toMatchObject({code})
    expect(await logOf(folder)).toMatch(/Stopped half-way, nothing was written\n.*The agent stops\n$/)
    const {'/agent/agent.log': _, ...after} = fingerprint(folder)
    expect(after).toEqual(before)
  })

  test('kill -9 in the middle of an audit: the next one makes it good, and a second beside it is told who runs already', async () => {
    const folder = await makeWorkspace(daily)
    makeDue(folder)
    const killed = await startAgent(folder)
    await until('the audit', async () => (await countInLog(folder, 'The audit begins')) === 1)
    killed.child.kill('SIGKILL')
    await killed.finished
    const next = await startAgent(folder)
    const second = await run(['agent', 'run', '--workspace', folder])
    expect(second).toMatchObject({code: 2, stdout: ''})
    expect(second.stderr).toMatch(
      new RegExp(`^Lỗi: Đã có một agent chạy .*PID ${next.child.pid}, .*stp-sec agent run\nỞ đâu: .*\nLàm gì tiếp: .*dừng nó.*\n$`),
    )
    expect(await countInLog(folder, 'The agent starts')).toBe(2)
    await until('the run', async () => (await countInLog(folder, '; met ')) === 1)
    expect(await countInLog(folder, 'Makes good')).toBe(2)
    next.child.kill('SIGTERM')
    expect((await next.finished).code).toBe(0)
  })

  test.each<[string, RegExp, (folder: string) => void | Promise<void>]>([
    [
      'a wrong schedule',
      /Lịch chạy "61 \* \* \* \*".*phút "61".*workspace\.json/s,
      (folder) => changeSchedule(folder, {...daily, cron: '61 * * * *'}),
    ],
    ['a newer workspace', /mới hơn/, (folder) => writeFileSync(join(folder, 'workspace.json'), '{"schema": "stp-sec/workspace/9"}')],
  ])('%s: one clear message, exit code 2, nothing made', async (_, message, change) => {
    const folder = await makeWorkspace(daily)
    await change(folder)
    const before = fingerprint(folder)
    const {code, stdout, stderr} = await run(['agent', 'run', '--workspace', folder])
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/^Lỗi: [^\n]+\nỞ đâu: [^\n]+\nLàm gì tiếp: [^\n]+\n$/)
    expect(stdout).toBe('')
    expect(code).toBe(2)
    expect(fingerprint(folder)).toEqual(before)
  })

  test.each(['run', 'once'])('agent %s makes no workspace where there is none', async (name) => {
    const folder = join(await temporaryFolder(), 'nowhere')
    const {code, stderr} = await run(['agent', name, '--workspace', folder])
    expect(stderr).toMatch(/^Lỗi: Chưa có [^\n]+\nỞ đâu: [^\n]+nowhere\nLàm gì tiếp: [^\n]+\n$/)
    expect(code).toBe(2)
    expect(existsSync(folder)).toBe(false)
  })
})

describe('agent once', () => {
  test('prints the document of the audit and logs, also while an agent runs', async () => {
    const folder = await makeWorkspace(daily)
    const agent = await startAgent(folder)
    const {code, stdout, stderr} = await run(['agent', 'once', '--workspace', folder, '--json', '--lang', 'en'])
    expect(stderr).toBe('')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'stp-sec/audit/1',
      workspace: folder,
      targets: [{kind: 'endpoint'}],
      assessments: [{conclusion: 'does-not-meet', files: expect.arrayContaining([expect.objectContaining({kind: 'report'})])}],
      warnings: expect.arrayContaining([{code: 'sample-workspace', message: expect.stringMatching(/^This is the sample/)}]),
    })
    expect(await logOf(folder)).toMatch(/The agent starts.*The audit begins\n.*Does not meet the level; met \d+/s)
    agent.child.kill('SIGTERM')
    expect((await agent.finished).code).toBe(0)
  })

  test('content that is broken is told and logged in one line', async () => {
    const copy = join(await temporaryFolder(), 'program')
    for (const name of ['bin', 'dist', 'checks', 'policies', 'reports', 'package.json', 'oclif.manifest.json'])
      cpSync(join(root, name), join(copy, name), {recursive: true})
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    writeFileSync(join(copy, 'reports', 'labels.yaml'), 'verdict: 1\nnonsense: 2\n')
    const folder = await makeWorkspace(daily)
    const before = fingerprint(folder)
    const child = spawn(process.execPath, [join(copy, 'bin', 'run.js'), 'agent', 'once', '--workspace', folder], {stdio: 'ignore'})
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(2)
    const log = await logOf(folder)
    expect(log.trim().split('\n')).toEqual([
      expect.stringMatching(/ INFO Bắt đầu đánh giá$/),
      expect.stringMatching(/ ERROR bad-content: reports\/labels\.yaml:2:.* \| reports\/labels\.yaml:1:/),
    ])
    const {'/agent/agent.log': _, ...after} = fingerprint(folder)
    expect(after).toEqual(before)
  })
})
