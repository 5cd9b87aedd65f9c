import {execFileSync} from 'node:child_process'
import {getEventListeners} from 'node:events'
import {existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createMachineProbe} from '../../src/collect/machine-probe.ts'

const folder = mkdtempSync(join(tmpdir(), 'stp-sec-probe-'))
const probe = createMachineProbe(new Date('2026-12-14T08:00:00Z'))
const server = createServer()

describe.skipIf(process.platform === 'win32')('a file that is none', () => {
  beforeAll(async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
    symlinkSync('/dev/zero', join(folder, 'endless'))
    writeFileSync(join(folder, 'plain'), 'a\0b\n')
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve))
  })
  afterAll(() => {
    server.close()
    rmSync(folder, {recursive: true})
  })

  it.each(['pipe', 'socket', 'loop', 'endless', '.'])('%s is an error at once, not a wait', {timeout: 2000}, async (name) => {
    expect(await probe.readText(join(folder, name))).toMatchObject({ok: false, reason: 'error'})
  })

  it('reads what is there, and files of /proc that tell no size', async () => {
    expect(await probe.readText(join(folder, 'plain'))).toEqual({ok: true, value: 'a\0b\n'})
    if (process.platform === 'linux') expect(await probe.readText('/proc/self/mounts')).toMatchObject({ok: true})
  })

  it.runIf(process.platform === 'linux')('takes a link to /dev/null for the empty file that it stands for', async () => {
    symlinkSync('/dev/null', join(folder, 'masked'))
    expect(await probe.readText(join(folder, 'masked'))).toEqual({ok: true, value: ''})
  })
})

describe.skipIf(process.platform === 'win32')('a command that is interrupted', () => {
  const interruptible = () => {
    const controller = new AbortController()
    const {run} = createMachineProbe(new Date('2026-12-14T08:00:00Z'), controller.signal)
    return {run, abort: () => controller.abort(), listeners: () => getEventListeners(controller.signal, 'abort').length}
  }

  it.each([
    ['a program that does not exist', 'no-such-program', [], 10_000],
    ['one that ends', 'true', [], 10_000],
    ['one that takes too long', 'sleep', ['30'], 20],
  ] as const)('%s leaves nobody waiting for the signal', async (_, program, args, timeoutMs) => {
    const {run, listeners} = interruptible()
    await run(program, args, {timeoutMs})
    expect(listeners()).toBe(0)
  })

  it('ends at once with its whole group, and starts no other', {timeout: 5000}, async () => {
    const {run, abort, listeners} = interruptible()
    const mark = join(tmpdir(), `stp-sec-probe-${process.pid}`)
    const running = run('sh', ['-c', `(sleep 1; touch "$0") & wait`, mark])
    await sleep(200)
    expect(listeners()).toBe(1)
    abort()
    expect(await running).toMatchObject({ok: false, reason: 'error', detail: expect.stringContaining('interrupted')})
    expect(await run('touch', [mark])).toMatchObject({ok: false, reason: 'error'})
    await sleep(1200)
    expect([existsSync(mark), listeners()]).toEqual([false, 0])
  })
})
