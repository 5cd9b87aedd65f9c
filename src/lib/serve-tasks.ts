import {parentPort} from 'node:worker_threads'

/**
 * The side of a thread of a worker pool: one task after the other, each answered. An exception ends the task, not the thread, and
 * its message stays here, since it may quote what was being read; so does
 * what libraries print.
 */
export function serveTasks<T, R>(work: (task: T) => R | Promise<R>): void {
  const drop = () => true
  process.stdout.write = drop
  process.stderr.write = drop
  parentPort?.postMessage({ready: true})
  parentPort?.on('message', async (task: T) => {
    try {
      parentPort?.postMessage({ok: true, value: await work(task)})
    } catch {
      parentPort?.postMessage({ok: false})
    }
  })
}
