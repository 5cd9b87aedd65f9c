import type {Socket} from 'node:net'

/** How the reading of a connection ended. */
export type Ending = 'done' | 'closed' | 'reset' | 'timeout' | 'stopped'

export interface ReceiveOptions {
  /** Until something comes at all. */
  firstByteMs: number
  /** Until the end. */
  totalMs: number
  signal: AbortSignal
}

/** Hands what a connection says to `take` until that says done, the other side ends it, or time is over. The socket stays open, paused. */
export function receive(socket: Socket, {firstByteMs, totalMs, signal}: ReceiveOptions, take: (chunk: Buffer) => boolean): Promise<Ending> {
  return new Promise((resolve) => {
    const finish = (ending: Ending) => {
      clearTimeout(first)
      clearTimeout(total)
      signal.removeEventListener('abort', stop)
      socket.pause()
      socket.off('data', data).off('end', ended).off('close', ended).off('error', failed)
      // A reset that comes later must not end the program.
      socket.on('error', () => {})
      resolve(ending)
    }
    const stop = () => finish('stopped')
    const ended = () => finish('closed')
    const failed = () => finish('reset')
    const data = (chunk: Buffer) => {
      clearTimeout(first)
      if (take(chunk)) finish('done')
    }
    const first = setTimeout(() => finish('timeout'), Math.min(firstByteMs, totalMs))
    const total = setTimeout(() => finish('timeout'), Math.max(1, totalMs))
    socket.on('data', data).on('end', ended).on('close', ended).on('error', failed)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop)
    if (socket.destroyed) return ended()
    socket.resume()
  })
}
