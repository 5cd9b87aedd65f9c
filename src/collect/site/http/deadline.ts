/** Ends one request: by the site's own signal, by the clock, or because the answer is out of all proportion. */
export interface Deadline {
  signal: AbortSignal
  /** Why it ended, where it did. */
  ended(): 'stopped' | 'timeout' | 'flood' | undefined
  end(why: 'flood'): void
  clear(): void
}

/** The clock stands still while a connection waits for its place (`waited`, in milliseconds so far). */
export function createDeadline(site: AbortSignal, timeoutMs: number, waited: () => number): Deadline {
  const controller = new AbortController()
  let why: ReturnType<Deadline['ended']>
  const end = (reason: NonNullable<typeof why>) => {
    why ??= reason
    controller.abort(new Error(reason))
  }
  const stop = () => end('stopped')
  let waitedBefore = waited()
  const check = () => {
    const added = waited() - waitedBefore
    waitedBefore += added
    if (added < 1) return end('timeout')
    timer = setTimeout(check, added)
  }
  let timer = setTimeout(check, timeoutMs)
  if (site.aborted) stop()
  else site.addEventListener('abort', stop, {once: true})
  return {
    signal: controller.signal,
    ended: () => why,
    end,
    clear: () => {
      clearTimeout(timer)
      site.removeEventListener('abort', stop)
    },
  }
}
