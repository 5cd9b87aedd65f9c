import {spawn} from 'node:child_process'

/** How a scan ended. */
export type ScanEnd = {kind: 'done'} | {kind: 'missing'} | {kind: 'interrupted'} | {kind: 'failed'; code: number | null; detail: string}

const maxStderr = 4000
const graceMs = 5000

/** Runs nmap with an argument array, never a shell. An interrupt ends its whole process group; what it has written stays. */
export function runNmap(program: string, args: readonly string[], signal: AbortSignal): Promise<ScanEnd> {
  if (signal.aborted) return Promise.resolve({kind: 'interrupted'})
  return new Promise((resolve) => {
    const child = spawn(program, args, {stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32', windowsHide: true})
    let stderr = ''
    const stop = (by: NodeJS.Signals) => {
      try {
        // SIGINT lets nmap close its file as it does on Ctrl-C.
        if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, by)
        else child.kill(by)
      } catch {
        child.kill(by)
      }
    }
    let deadline: NodeJS.Timeout | undefined
    const interrupt = () => {
      stop('SIGINT')
      // One that does not listen is not waited for.
      deadline = setTimeout(() => stop('SIGKILL'), graceMs)
    }
    signal.addEventListener('abort', interrupt)
    const finish = (end: ScanEnd) => {
      clearTimeout(deadline)
      signal.removeEventListener('abort', interrupt)
      resolve(signal.aborted ? {kind: 'interrupted'} : end)
    }
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < maxStderr) stderr += chunk.toString('utf8')
    })
    child.on('error', (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ENOENT' ? {kind: 'missing'} : {kind: 'failed', code: null, detail: error.message}),
    )
    child.on('close', (code) => finish(code === 0 ? {kind: 'done'} : {kind: 'failed', code, detail: stderr.slice(0, maxStderr).trim()}))
  })
}
