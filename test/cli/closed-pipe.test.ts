import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {root, run, start} from './cli.ts'

/** Reads the first bytes and closes the pipe, as `head -1` does. */
async function closeEarly(args: string[]) {
  const {child, finished} = start(args)
  child.stdout?.once('data', () => child.stdout?.destroy())
  return finished
}

const commands: [string, string[]][] = [
  ['text', ['check', 'list']],
  ['one JSON document', ['check', 'list', '--json']],
  ['much output', ['schema', 'policy']],
  ['help', ['--help']],
]

describe('a reader that has seen enough', () => {
  it.each(commands)('ends the command quietly: %s', async (_, args) => {
    const {code, stderr} = await closeEarly(args)
    expect([code, stderr]).toEqual([0, ''])
  })

  // Node gives its children sockets; a shell gives them pipes, which behave in another way.
  describe.skipIf(process.platform === 'win32').each(['run.js', 'dev.js'])('behind a real pipe, bin/%s', (program) => {
    it.each([...commands, ['an error', ['check', 'no-such-verb']]] as [string, string[]][])('%s', (name, args) => {
      for (const reader of ['head -1', 'true']) {
        const line = `{ "$@" 2>&3; echo "code $?" >&3; } | ${reader} >/dev/null`
        const all = ['-c', line, 'sh', process.execPath, join(root, 'bin', program), ...args]
        const {output} = spawnSync('sh', all, {stdio: ['ignore', 'pipe', 'pipe', 'pipe'], encoding: 'utf8'})
        if (name === 'an error') expect(output[3]).toMatch(/^[^\n]*no-such-verb[\s\S]*\ncode 2\n$/)
        else expect(output[3]).toBe('code 0\n')
      }
    })
  })
})

describe.skipIf(!existsSync('/dev/full'))('output that cannot be written', () => {
  it.each(commands)('is a failure with what to do next, no stack: %s', (_, args) => {
    const line = '"$@" >/dev/full'
    const all = ['-c', line, 'sh', process.execPath, join(root, 'bin', 'run.js'), ...args]
    const {status, stderr} = spawnSync('sh', all, {encoding: 'utf8'})
    expect(stderr).toMatch(/^Lỗi: Không ghi được kết quả .*ENOSPC\nỞ đâu: stdout\nLàm gì tiếp: .*\n$/)
    expect(status).toBe(2)
  })

  it('a full disk behind stderr alone ends in 2 as well', async () => {
    const {code} = await run(['check', 'no-such-verb'])
    const all = ['-c', '"$@" 2>/dev/full', 'sh', process.execPath, join(root, 'bin', 'run.js'), 'check', 'no-such-verb']
    expect([code, spawnSync('sh', all).status]).toEqual([2, 2])
  })
})
