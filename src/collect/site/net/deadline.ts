/** Why a request was ended before its answer was whole. */
export type EndReason = 'stopped' | 'timeout' | 'flood' | 'too-big'

/** Ends one piece of work: by the signal above it, by the clock, or because what comes is out of all proportion. */
export interface Deadline {
  signal: AbortSignal
  ended(): EndReason | undefined
  end(why: EndReason): void
  clear(): void
}

export interface DeadlineOptions {
  timeoutMs: number
  /** Milliseconds; may stand still while the work waits for others. */
  clock: () => number
  /** Bytes that came so far, and how many more may come: those too that never become part of an answer. */
  received?: () => number
  maxReceived?: number
}

const lookEveryMs = 100

export function createDeadline(
  above: AbortSignal,
  {timeoutMs, clock, received = () => 0, maxReceived = Number.POSITIVE_INFINITY}: DeadlineOptions,
): Deadline {
  const controller = new AbortController()
  const [until, mostReceived] = [clock() + timeoutMs, received() + maxReceived]
  let why: EndReason | undefined
  const end = (reason: EndReason) => {
    why ??= reason
    controller.abort(new Error(reason))
  }
  const stop = () => end('stopped')
  const look = () => {
    if (received() > mostReceived) end('too-big')
    else if (clock() >= until) end('timeout')
  }
  const timer = setInterval(look, Math.min(lookEveryMs, timeoutMs))
  if (above.aborted) stop()
  else above.addEventListener('abort', stop, {once: true})
  return {
    signal: controller.signal,
    ended: () => why,
    end,
    clear: () => {
      clearInterval(timer)
      above.removeEventListener('abort', stop)
    },
  }
}
