import {spawn} from 'node:child_process'
import {constants} from 'node:fs'
import {mkdtemp, open, readdir, readFile, rm, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {CommandOutput, Probe, Seen} from './probe.ts'

/** A command that prints more than this is cut off as an error: an inventory of 10,000 packages is about 2 MB. */
const maxOutputBytes = 32 * 1024 * 1024
const maxFileBytes = 8 * 1024 * 1024
const defaultTimeoutMs = 10_000

/** Number of /dev/null on Linux, major 1 and minor 3. */
const nullDevice = 0x1_03

/** Programs are looked up here only, so that a user's PATH cannot slip one in. */
const searchPath = '/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin'

/** Probe of the machine the program runs on. The same question asked twice is answered once. */
export function createMachineProbe(now: Date, signal?: AbortSignal): Probe {
  const runs = new Map<string, Promise<Seen<CommandOutput>>>()
  const texts = new Map<string, Promise<Seen<string>>>()
  return {
    platform: platformOf(process.platform),
    elevated: process.getuid?.() === 0,
    now,
    run: (program, args, options) =>
      remember(runs, JSON.stringify([program, args]), () => run(program, args, options?.timeoutMs ?? defaultTimeoutMs, signal)),
    answer: (program, args, options) => answer(program, args, options?.timeoutMs ?? defaultTimeoutMs, signal),
    readText: (path) => remember(texts, path, () => readText(path)),
    measureLoad,
    list: async (path) => {
      try {
        return {ok: true, value: (await readdir(path)).sort()}
      } catch (error) {
        return failure(error, path)
      }
    },
    stat: async (path) => {
      try {
        const info = await stat(path)
        return {ok: true, value: {sizeBytes: info.size, modifiedAt: info.mtime, mode: info.mode & 0o7777, directory: info.isDirectory()}}
      } catch (error) {
        return failure(error, path)
      }
    },
  }
}

/** The answer of a program as bytes. A file it writes lies in a folder that only this user may enter, and goes at once. */
async function answer(
  program: string,
  args: readonly string[],
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Seen<{code: number; bytes: Uint8Array}>> {
  if (!args.some((arg) => arg.includes('{file}'))) {
    const printed = await runBytes(program, args, timeoutMs, signal)
    return printed.ok ? {ok: true, value: {code: printed.value.code, bytes: printed.value.stdout}} : printed
  }
  const folder = await mkdtemp(join(tmpdir(), 'stp-sec-'))
  try {
    const file = join(folder, 'answer')
    const ran = await runBytes(
      program,
      args.map((arg) => arg.replace('{file}', file)),
      timeoutMs,
      signal,
    )
    if (!ran.ok) return ran
    const info = await stat(file).catch(() => undefined)
    if (info && info.size > maxOutputBytes)
      return {ok: false, reason: 'error', detail: `"${program}" wrote more than ${maxOutputBytes} bytes`}
    return {ok: true, value: {code: ran.value.code, bytes: info ? await readFile(file) : new Uint8Array(0)}}
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

const loadWindowMs = 250

/** systeminformation knows how each platform counts processor time; its second look gives the load since the first. */
async function measureLoad(): Promise<Seen<number>> {
  try {
    const {currentLoad} = await import('systeminformation')
    await currentLoad()
    await new Promise((resolve) => setTimeout(resolve, loadWindowMs))
    const {currentLoad: percent} = await currentLoad()
    if (Number.isFinite(percent) && percent >= 0 && percent <= 100) return {ok: true, value: Math.round(percent)}
    return {ok: false, reason: 'error', detail: `systeminformation gave a load of ${percent}`}
  } catch (error) {
    return failure(error, 'systeminformation')
  }
}

function platformOf(platform: string): Probe['platform'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other'
}

function remember<T>(memory: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = memory.get(key)
  if (known) return known
  const answer = ask()
  memory.set(key, answer)
  return answer
}

async function run(program: string, args: readonly string[], timeoutMs: number, signal?: AbortSignal): Promise<Seen<CommandOutput>> {
  const ran = await runBytes(program, args, timeoutMs, signal)
  if (!ran.ok) return ran
  const {code, stdout, stderr} = ran.value
  return {ok: true, value: {code, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8')}}
}

function runBytes(
  program: string,
  args: readonly string[],
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Seen<{code: number; stdout: Buffer; stderr: Buffer}>> {
  const what = [program, ...args].join(' ').slice(0, 200)
  const interrupted: Seen<never> = {ok: false, reason: 'error', detail: `"${what}" was interrupted`}
  if (signal?.aborted) return Promise.resolve(interrupted)
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env:
        process.platform === 'win32'
          ? windowsEnvironment()
          : {PATH: searchPath, LC_ALL: 'C', LANG: 'C', HOME: '/nonexistent', SYSTEMD_PAGER: '', SYSTEMD_COLORS: '0'},
      cwd: process.platform === 'win32' ? process.env['SystemRoot'] : '/',
      windowsHide: true,
      detached: process.platform !== 'win32',
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    let bytes = 0
    let ended: Seen<unknown> | undefined
    // The whole process group goes: a hung grandchild would keep the pipe open.
    const kill = () => {
      try {
        if (child.pid && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
        else child.kill('SIGKILL')
      } catch {
        child.kill('SIGKILL')
      }
    }
    const finish = (answer: Seen<{code: number; stdout: Buffer; stderr: Buffer}>) => {
      if (ended) return
      ended = answer
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      resolve(answer)
    }
    // Not the signal of spawn(): its listener stays for ever where the program does not exist, and it spares grandchildren.
    const stop = () => {
      finish(interrupted)
      kill()
    }
    signal?.addEventListener('abort', stop)
    const timer = setTimeout(() => {
      finish({ok: false, reason: 'timeout', detail: `"${what}" did not end within ${timeoutMs} ms`})
      kill()
    }, timeoutMs)
    const take = (list: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxOutputBytes) {
        finish({ok: false, reason: 'error', detail: `"${what}" printed more than ${maxOutputBytes} bytes`})
        kill()
      } else list.push(chunk)
    }
    child.stdout.on('data', take(out))
    child.stderr.on('data', take(err))
    child.on('error', (error) => finish(failure(error, program)))
    child.on('close', (code, killedBy) => {
      if (code === null) finish({ok: false, reason: 'error', detail: `"${what}" was ended by ${killedBy}`})
      else finish({ok: true, value: {code, stdout: Buffer.concat(out), stderr: Buffer.concat(err)}})
    })
  })
}

/** The environment of Windows, but programs come out of its own folders only. */
function windowsEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => name.toLowerCase() !== 'path')
  const root = process.env['SystemRoot'] ?? 'C:\\Windows'
  const folders = ['System32', '', 'System32\\Wbem', 'System32\\WindowsPowerShell\\v1.0'].map((folder) =>
    folder === '' ? root : `${root}\\${folder}`,
  )
  return {...Object.fromEntries(own), Path: folders.join(';')}
}

async function readText(path: string): Promise<Seen<string>> {
  try {
    // Whoever made a pipe of the file must not hold up the whole collection: nobody may ever write to it.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const info = await file.stat()
      // A link to /dev/null is an empty file, the way systemd and others switch something off.
      if (info.isCharacterDevice() && info.rdev === nullDevice) return {ok: true, value: ''}
      if (!info.isFile()) return {ok: false, reason: 'error', detail: `${path} is no regular file`}
      if (info.size > maxFileBytes) return {ok: false, reason: 'error', detail: `${path} is larger than ${maxFileBytes} bytes`}
      return {ok: true, value: await file.readFile('utf8')}
    } finally {
      await file.close()
    }
  } catch (error) {
    return failure(error, path)
  }
}

function failure(error: unknown, what: string): Seen<never> & {ok: false} {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return {ok: false, reason: 'not-supported', detail: `${what} does not exist here`}
  if (code === 'EACCES' || code === 'EPERM')
    return {ok: false, reason: 'no-rights', detail: `${what} may only be read with administrator rights`}
  return {ok: false, reason: 'error', detail: `${what}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500)}
}
