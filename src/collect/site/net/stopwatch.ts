/** Time in which at least one thing ran. */
export interface Stopwatch {
  /** What it gives back stops the thing, once. */
  start(): () => void
  elapsed(): number
}

export function createStopwatch(): Stopwatch {
  let running = 0
  let since = 0
  let total = 0
  return {
    start: () => {
      if (running++ === 0) since = performance.now()
      let isRunning = true
      return () => {
        if (!isRunning) return
        isRunning = false
        if (--running === 0) total += performance.now() - since
      }
    },
    elapsed: () => total + (running > 0 ? performance.now() - since : 0),
  }
}
