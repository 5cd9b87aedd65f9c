import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
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
