import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, describe, expect, it} from 'vitest'
import {createWorkerPool, type WorkerPool, type WorkerPoolOptions} from '../../../src/lib/worker-pool.ts'

let pool: WorkerPool<object, unknown>
const open = (options: Partial<WorkerPoolOptions> = {}) => {
  pool = createWorkerPool<object, unknown>({
    module: new URL('./tasks-worker.ts', import.meta.url),
    size: 2,
    memoryMb: 48,
    timeoutMs: 3000,
    ...options,
  })
  return pool
}
afterEach(() => pool?.close())

describe('a task that goes wrong loses itself only', () => {
  it.each([
    ['hangs', {do: 'hang'}, 'timeout'],
    ['fills the memory', {do: 'grow'}, 'memory'],
    ['ends the thread', {do: 'die'}, 'crashed'],
    ['throws', {do: 'throw'}, 'failed'],
    ['cannot be sent', {do: 'double', value: () => 1}, 'failed'],
  ])('%s', async (_, task, reason) => {
    open({timeoutMs: reason === 'timeout' ? 300 : 10_000})
    const [bad, ...good] = await Promise.all([pool.run(task), ...[1, 2, 3].map((value) => pool.run({do: 'double', value}))])
    // The whole answer: no message of the exception comes with it.
    expect(bad).toEqual({ok: false, reason})
    expect(good).toEqual([2, 4, 6].map((value) => ({ok: true, value})))
    expect(await pool.run({do: 'double', value: 9})).toEqual({ok: true, value: 18})
  })
})

describe('limits', () => {
  it('keeps the order of what waits and answers all', async () => {
    open({size: 1})
    const done: number[] = []
    await Promise.all(Array.from({length: 20}, (_, value) => pool.run({do: 'double', value}).then(() => done.push(value))))
    expect(done).toEqual(Array.from({length: 20}, (_, value) => value))
  })

  it('shares out bytes in the order asked for', async () => {
    open({reservableBytes: 1000})
    const order: string[] = []
    const ask = (name: string, bytes: number) =>
      pool.reserve(bytes).then((free) => {
        order.push(name)
        return free
      })
    const [first, second, third] = [ask('a', 600), ask('b', 5000), ask('c', 100)]
    const interrupt = new AbortController()
    const never = pool.reserve(10, interrupt.signal)
    ;(await first)?.()
    // The big one waits for all of the room, and nobody overtakes it.
    ;(await second)?.()
    ;(await third)?.()
    interrupt.abort()
    expect(order).toEqual(['a', 'b', 'c'])
    ;(await never)?.()
    expect(await pool.reserve(1, interrupt.signal)).toBeUndefined()
    expect(await pool.reserve(1000)).toBeTypeOf('function')
  })

  it('moves bytes, and gives the thread nothing of the environment', async () => {
    open()
    const buffer = new ArrayBuffer(2000)
    expect(await pool.run({do: 'environment', bytes: new Uint8Array(buffer)}, {transfer: [buffer]})).toEqual({
      ok: true,
      value: {variables: 0, bytes: 2000},
    })
    expect(buffer.byteLength).toBe(0)
  })

  it('ends what was interrupted, waiting or under way', async () => {
    open({size: 1})
    const interrupt = new AbortController()
    const tasks = [
      pool.run({do: 'hang'}, {signal: interrupt.signal}),
      pool.run({do: 'double', value: 1}, {signal: interrupt.signal}),
      pool.run({do: 'double', value: 2}),
    ]
    interrupt.abort()
    expect(await Promise.all(tasks)).toEqual([
      {ok: false, reason: 'stopped'},
      {ok: false, reason: 'stopped'},
      {ok: true, value: 4},
    ])
    expect(await pool.run({do: 'double'}, {signal: interrupt.signal})).toEqual({ok: false, reason: 'stopped'})
  })

  it('closing ends everything', async () => {
    open({size: 1})
    const tasks = [pool.run({do: 'hang'}), pool.run({do: 'double', value: 1})]
    await pool.close()
    expect(await Promise.all(tasks)).toEqual([
      {ok: false, reason: 'stopped'},
      {ok: false, reason: 'stopped'},
    ])
    expect(await pool.run({do: 'double'})).toEqual({ok: false, reason: 'stopped'})
  })

  it('replaces a thread after its share of tasks', async () => {
    open({size: 1, maxTasks: 2})
    for (let value = 0; value < 7; value++) expect(await pool.run({do: 'double', value})).toEqual({ok: true, value: value * 2})
  })
})

const root = join(import.meta.dirname, '../../..')

/** Runs a program against source or compiled files and gives what it printed. */
function runProgram(): string {
  const base = join(root, 'src')
  const folder = mkdtempSync(join(root, 'node_modules/.stp-sec-pool-'))
  try {
    writeFileSync(
      join(folder, 'program.mjs'),
      `import {createScanPool} from ${JSON.stringify(join(base, 'collect/site/personal-data/scan-pool.ts'))}
import {loadPersonalDataRules} from ${JSON.stringify(join(base, 'content/load-personal-data-rules.ts'))}
const pool = createScanPool(loadPersonalDataRules(${JSON.stringify(root)}), {size: 1})
const bytes = new TextEncoder().encode('<p>CCCD: 089090718263</p>')
const outcome = await pool.run({bytes, key: new Uint8Array(32), thisYear: 2026, base: 'https://a.gov.vn/'})
console.log(outcome.ok, outcome.value?.findings.persons, outcome.value?.format)
// No close: idle threads must not keep the process alive.`,
    )
    const {stdout, stderr} = spawnSync(process.execPath, [join(folder, 'program.mjs')], {encoding: 'utf8', timeout: 20_000})
    return stdout + stderr
  } finally {
    rmSync(folder, {recursive: true})
  }
}

describe('threads start', () => {
  it('from source', () => expect(runProgram()).toBe('true 1 html\n'))

  it('and what they print goes nowhere', () => {
    const program = `import {createWorkerPool} from ${JSON.stringify(join(root, 'src/lib/worker-pool.ts'))}
const pool = createWorkerPool({module: new URL(${JSON.stringify(new URL('./tasks-worker.ts', import.meta.url).href)}), size: 1})
console.log((await pool.run({do: 'print'})).value, (await pool.run({do: 'throw'})).reason)`
    const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', program], {encoding: 'utf8', timeout: 20_000})
    expect([stdout, stderr]).toEqual(['printed failed\n', ''])
  })
})
