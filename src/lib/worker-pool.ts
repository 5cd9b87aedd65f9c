import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {Worker} from 'node:worker_threads'
import {codeRoot} from './package-root.ts'

/** Why a task gave no result. What went wrong inside never leaves the worker: an exception may quote what was being read. */
export type WorkerFailure = 'timeout' | 'memory' | 'crashed' | 'failed' | 'stopped'

export type WorkerOutcome<R> = {ok: true; value: R} | {ok: false; reason: WorkerFailure}

export interface WorkerPoolOptions {
  /** The module that the threads run; it calls `serveTasks`. */
  module: URL
  /** Handed to each thread once, when it starts. */
  workerData?: unknown
  size: number
  /** JavaScript heap of one thread; default 256. */
  memoryMb?: number
  /** A task that takes longer is killed with its thread; default 30,000. */
  timeoutMs?: number
  /** Bytes that callers may hold for tasks at once, those who `reserve` them; default 200 MB. */
  reservableBytes?: number
  /** A thread is replaced after this many tasks; default 200. */
  maxTasks?: number
}

export interface RunOptions {
  timeoutMs?: number
  signal?: AbortSignal
  /** Bytes that move to the thread without a copy: the caller must not use them afterwards. */
  transfer?: ArrayBuffer[]
}

export interface WorkerPool<T, R> {
  run(task: T, options?: RunOptions): Promise<WorkerOutcome<R>>
  /** Waits for room before bytes for a task are fetched, and gives the function that frees it; undefined when interrupted. */
  reserve(bytes: number, signal?: AbortSignal): Promise<(() => void) | undefined>
  /** Ends all threads; tasks under way and waiting end as `stopped`. */
  close(): Promise<void>
}

/** A loaded machine may take long to start a thread. */
const startMs = 30_000

interface Job<T, R> {
  task: T
  options: RunOptions
  settle(outcome: WorkerOutcome<R>): void
}

interface Seat<T, R> {
  worker: Worker
  tasks: number
  /** The module is loaded: from now on time counts for the task. */
  ready: boolean
  job?: Job<T, R> | undefined
  timer?: NodeJS.Timeout
}

/** The module of a thread, named by its path below the folder of our code and without its ending: `lib/some-worker`. */
export function workerModule(path: string): URL {
  return pathToFileURL(join(codeRoot, `${path}${import.meta.filename.endsWith('.ts') ? '.ts' : '.js'}`))
}

/**
 * Threads for parsing what strangers wrote: each has a limit of memory and each task one of time. A thread that hangs, dies or
 * runs out of memory loses its own task only and is replaced; the caller gets a reason, never an exception.
 */
export function createWorkerPool<T, R>(options: WorkerPoolOptions): WorkerPool<T, R> {
  const {module, workerData, size, memoryMb = 256, timeoutMs = 30_000, reservableBytes = 200 * 1024 * 1024, maxTasks = 200} = options
  const waiting: Job<T, R>[] = []
  const seats = new Set<Seat<T, R>>()
  const room = createRoom(reservableBytes)
  let closed = false

  function open(): Seat<T, R> {
    // Nothing of the parent's environment, arguments or output is shared: what a parser prints may quote a document. Output is
    // dropped inside (`serveTasks`), since reading it here would keep the process alive.
    const worker = new Worker(module, {
      workerData,
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: {maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4},
    })
    const seat: Seat<T, R> = {worker, tasks: 0, ready: false}
    worker.on('message', (message: {ready: true} | {ok: boolean; value?: R}) => {
      if ('ready' in message) {
        seat.ready = true
        if (seat.job) setTimer(seat, seat.job)
        return
      }
      finish(seat, message.ok ? {ok: true, value: message.value as R} : {ok: false, reason: 'failed'})
      if (seat.tasks >= maxTasks) retire(seat)
      next()
    })
    worker.on('error', (error: NodeJS.ErrnoException) =>
      lose(seat, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : error.code === 'ERR_WORKER_INIT_FAILED' ? 'failed' : 'crashed'),
    )
    worker.on('exit', () => lose(seat, 'crashed'))
    worker.unref()
    seats.add(seat)
    return seat
  }

  function retire(seat: Seat<T, R>): void {
    seats.delete(seat)
    void seat.worker.terminate()
  }

  function finish(seat: Seat<T, R>, outcome: WorkerOutcome<R>): void {
    clearTimeout(seat.timer)
    const {job} = seat
    seat.job = undefined
    seat.worker.unref()
    job?.settle(outcome)
  }

  function lose(seat: Seat<T, R>, reason: WorkerFailure): void {
    const known = seats.delete(seat)
    finish(seat, {ok: false, reason})
    if (known) void seat.worker.terminate()
    next()
  }

  function next(): void {
    if (closed) return
    while (waiting.length > 0) {
      const free = [...seats].find((seat) => !seat.job) ?? (seats.size < size ? open() : undefined)
      const job = free && waiting.shift()
      if (!free || !job) return
      start(free, job)
    }
  }

  function start(seat: Seat<T, R>, job: Job<T, R>): void {
    seat.job = job
    seat.tasks++
    seat.worker.ref()
    setTimer(seat, job)
    try {
      seat.worker.postMessage(job.task, job.options.transfer ?? [])
    } catch {
      finish(seat, {ok: false, reason: 'failed'})
    }
  }

  function setTimer(seat: Seat<T, R>, job: Job<T, R>): void {
    clearTimeout(seat.timer)
    seat.timer = setTimeout(() => lose(seat, 'timeout'), seat.ready ? (job.options.timeoutMs ?? timeoutMs) : startMs)
  }

  function run(task: T, given: RunOptions = {}): Promise<WorkerOutcome<R>> {
    if (closed || given.signal?.aborted) return Promise.resolve({ok: false, reason: 'stopped'})
    return new Promise((resolve) => {
      const job: Job<T, R> = {
        task,
        options: given,
        settle(outcome) {
          given.signal?.removeEventListener('abort', stop)
          resolve(outcome)
        },
      }
      const stop = () => {
        const place = waiting.indexOf(job)
        if (place >= 0) {
          waiting.splice(place, 1)
          job.settle({ok: false, reason: 'stopped'})
          return
        }
        for (const seat of seats) if (seat.job === job) lose(seat, 'stopped')
      }
      given.signal?.addEventListener('abort', stop, {once: true})
      waiting.push(job)
      next()
    })
  }

  async function close(): Promise<void> {
    closed = true
    for (const job of waiting.splice(0)) job.settle({ok: false, reason: 'stopped'})
    const ending = [...seats].map((seat) => {
      finish(seat, {ok: false, reason: 'stopped'})
      return seat.worker.terminate()
    })
    seats.clear()
    await Promise.all(ending)
  }

  return {run, reserve: room.reserve, close}
}

/** Shares out a number of bytes in the order asked for. */
function createRoom(total: number): Pick<WorkerPool<unknown, unknown>, 'reserve'> {
  let free = total
  const queue: {bytes: number; enter(): void}[] = []
  const admit = () => {
    for (let first = queue[0]; first && first.bytes <= free; first = queue[0]) {
      queue.shift()
      free -= first.bytes
      first.enter()
    }
  }
  return {
    reserve(wanted, signal) {
      const bytes = Math.min(wanted, total)
      if (signal?.aborted) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        const leave = () => {
          const place = queue.indexOf(ticket)
          if (place >= 0) queue.splice(place, 1)
          resolve(undefined)
        }
        const ticket = {
          bytes,
          enter() {
            signal?.removeEventListener('abort', leave)
            let held = true
            resolve(() => {
              if (held) free += bytes
              held = false
              admit()
            })
          },
        }
        signal?.addEventListener('abort', leave, {once: true})
        queue.push(ticket)
        admit()
      })
    },
  }
}
