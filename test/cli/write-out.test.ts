import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {text} from 'node:stream/consumers'
import {expect, it} from 'vitest'
import {root} from './cli.ts'

const child = `import {writeOut} from './src/cli/write-out.ts'
await Promise.all(Array.from({length: 40}, (_, index) => writeOut(String(index % 10).repeat(50_000))))
console.error('written')`

it('many writers at once wait for a slow reader one behind the other, without a warning', async () => {
  const program = spawn(process.execPath, ['--input-type=module-typescript', '-e', child], {cwd: root, stdio: ['ignore', 'pipe', 'pipe']})
  const said = text(program.stderr)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const written = await text(program.stdout)
  if (program.exitCode === null) await once(program, 'exit')
  expect(written).toBe(Array.from({length: 40}, (_, index) => String(index % 10).repeat(50_000)).join(''))
  expect((await said).trim()).toBe('written')
})
