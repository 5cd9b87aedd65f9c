import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {onTestFinished} from 'vitest'

// Halves the start of a child once one has ended in peace.
const env = {...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'stp-sec-compile-cache')}
const script = fileURLToPath(new URL('child.ts', import.meta.url))
export const isRoot = process.getuid?.() === 0

export interface Child {
  process: ChildProcess
  /** The first line it prints. */
  firstLine: Promise<string>
  ended: Promise<unknown>
}

/** Starts `child.ts`; `asNobody` as a user without rights, since root may write everywhere. */
export function startChild(args: string[], asNobody = false): Child {
  const user = asNobody && isRoot ? {uid: 65534, gid: 65534} : {}
  const child = spawn(process.execPath, [script, ...args], {stdio: ['ignore', 'pipe', 'inherit'], env, ...user})
  const ended = once(child, 'close')
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    ended.then(() => reject(new Error(`child ended without a word: ${args.join(' ')}`)), reject)
  })
  return {process: child, firstLine, ended}
}

/** What `child.ts` says at its end. */
export async function runChild(args: string[], asNobody = false): Promise<{ok: boolean; code?: string; where?: string}> {
  const child = startChild(args, asNobody)
  const said = JSON.parse(await child.firstLine)
  await child.ended
  return said
}

/** Kills a child at once, as a power cut would. */
export async function killChild(child: Child): Promise<void> {
  child.process.kill('SIGKILL')
  await child.ended
}
