import {type ChildProcess, spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdtempSync, readdirSync, readFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, join} from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** Starts the compiled program as a user would. */
export function start(
  args: string[],
  options: {env?: Record<string, string>; cwd?: string; uid?: number} = {},
): {child: ChildProcess; finished: Promise<Finished>} {
  const child = spawn(process.execPath, [join(root, 'bin', 'run.js'), ...args], {
    cwd: options.cwd ?? root,
    env: {
      ...process.env,
      STP_SEC_LANG: '',
      STP_SEC_WORKSPACE: '',
      ...(options.uid === undefined ? {} : {HOME: '/nonexistent'}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : {uid: options.uid, gid: options.uid}),
  })
  const finished = new Promise<Finished>((resolve, reject) => {
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({code, stdout, stderr}))
  })
  return {child, finished}
}

export function run(args: string[], options: Parameters<typeof start>[1] = {}): Promise<Finished> {
  return start(args, options).finished
}

export async function runJson<T = Record<string, unknown>>(
  args: string[],
  options: Parameters<typeof start>[1] = {},
): Promise<{code: number | null; value: T}> {
  const {code, stdout} = await run([...args, '--json'], options)
  return {code, value: JSON.parse(stdout) as T}
}

export function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'stp-sec-cli-'))
}

/** Every file with its hash; the lock of writers means nothing and is left out, as is the cache, which any reader may make anew. */
export function fingerprint(folder: string): Record<string, string> {
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('.lock') && basename(entry.parentPath) !== 'cache',
  )
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
}
