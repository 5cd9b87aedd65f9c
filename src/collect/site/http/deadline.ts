/** Why a request was ended before its answer was whole. */
export type EndReason = 'stopped' | 'timeout' | 'flood' | 'too-big'

/** Ends one request: by the site's own signal, by the clock, or because what comes is out of all proportion. */
export interface Deadline {
  signal: AbortSignal
  ended(): EndReason | undefined
  end(why: EndReason): void
  clear(): void
}

export interface DeadlineOptions {
  timeoutMs: number
  /** Milliseconds so far in which a connection waited for its place: the clock stands still meanwhile. */
  waited: () => number
  /** Bytes that came so far, and how many more may come: those too that never become part of an answer. */
  received: () => number
  maxReceived: number
}

const lookEveryMs = 100

export function createDeadline(site: AbortSignal, {timeoutMs, waited, received, maxReceived}: DeadlineOptions): Deadline {
  const controller = new AbortController()
  const [start, waitedBefore, receivedBefore] = [performance.now(), waited(), received()]
  let why: EndReason | undefined
  const end = (reason: EndReason) => {
    why ??= reason
    controller.abort(new Error(reason))
  }
  const stop = () => end('stopped')
  const look = () => {
    if (received() - receivedBefore > maxReceived) end('too-big')
    else if (performance.now() - start - (waited() - waitedBefore) >= timeoutMs) end('timeout')
  }
  const timer = setInterval(look, Math.min(lookEveryMs, timeoutMs))
  if (site.aborted) stop()
  else site.addEventListener('abort', stop, {once: true})
  return {
    signal: controller.signal,
    ended: () => why,
    end,
    clear: () => {
      clearInterval(timer)
      site.removeEventListener('abort', stop)
    },
  }
}
