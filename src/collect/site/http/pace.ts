/** Waits, or rejects when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** Lets requests begin one after another, with a pause between their beginnings that varies by a fifth. */
export interface Pace {
  /** At least so long after the one before, whatever the pause; rejects when the signal or that of all requests aborts. */
  next(atLeastMs?: number, until?: AbortSignal): Promise<void>
  halve(): void
}

export function createPace(pauseMs: number, {sleep, random, signal}: {sleep: Sleep; random: () => number; signal: AbortSignal}): Pace {
  let pause = pauseMs
  let nextAt = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let turn: Promise<unknown> = Promise.resolve()
  return {
    next: async (atLeastMs = 0, until = signal) => {
      const mine = turn.then(async () => {
        until.throwIfAborted()
        const wait = Math.max(nextAt, lastAt + atLeastMs) - performance.now()
        if (wait > 0) await sleep(wait, until)
        lastAt = performance.now()
        nextAt = lastAt + pause * (0.9 + 0.2 * random())
      })
      turn = mine.catch(() => undefined)
      await mine
    },
    halve: () => {
      pause *= 2
    },
  }
}

export const sleepFor: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, {once: true})
  })
