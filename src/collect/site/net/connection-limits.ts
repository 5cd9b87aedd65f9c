import {isIP} from 'node:net'
import type {Politeness} from '../../../model/politeness.ts'

type LimitSettings = Pick<Politeness['connections'], 'perAddress' | 'perNetwork' | 'loopback'>

/** Places for connections, shared by all sites of a run. */
export interface ConnectionLimits {
  /** Waits for a place; the function given back frees it, once. Rejects when the signal aborts. */
  acquire(address: string, signal: AbortSignal): Promise<() => void>
  /** Somebody waits for a place at this address or in its network. */
  isCrowded(address: string): boolean
}

interface Waiting {
  address: string
  start: () => void
}

/** First come, first served among those whose address and network have a free place. */
export function createConnectionLimits(settings: LimitSettings): ConnectionLimits {
  const open = new Map<string, number>()
  const queue: Waiting[] = []
  const limitsOf = (address: string): [key: string, limit: number][] =>
    isLoopback(address)
      ? [['loopback', settings.loopback]]
      : [
          [address, settings.perAddress],
          [networkOf(address), settings.perNetwork],
        ]
  const isFree = (address: string) => limitsOf(address).every(([key, limit]) => (open.get(key) ?? 0) < limit)
  const take = (address: string) => {
    for (const [key] of limitsOf(address)) open.set(key, (open.get(key) ?? 0) + 1)
  }
  const free = (address: string) => {
    for (const [key] of limitsOf(address)) {
      const left = (open.get(key) ?? 1) - 1
      if (left > 0) open.set(key, left)
      else open.delete(key)
    }
    startWaiting()
  }
  const startWaiting = () => {
    for (let index = 0; index < queue.length; ) {
      const waiting = queue[index]
      if (waiting && isFree(waiting.address)) {
        queue.splice(index, 1)
        take(waiting.address)
        waiting.start()
      } else index++
    }
  }
  const placeOf = (address: string) => {
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      free(address)
    }
  }
  return {
    isCrowded: (address) => {
      const own = limitsOf(address).map(([key]) => key)
      return queue.some((waiting) => limitsOf(waiting.address).some(([key]) => own.includes(key)))
    },
    acquire: (address, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        if (isFree(address)) {
          take(address)
          return resolve(placeOf(address))
        }
        const waiting: Waiting = {
          address,
          start: () => {
            signal.removeEventListener('abort', leave)
            resolve(placeOf(address))
          },
        }
        const leave = () => {
          const index = queue.indexOf(waiting)
          if (index >= 0) queue.splice(index, 1)
          reject(signal.reason)
        }
        signal.addEventListener('abort', leave, {once: true})
        queue.push(waiting)
      }),
  }
}

export function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

/** Network that addresses share: /24 of IPv4, /48 of IPv6. */
export function networkOf(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  return `${expandIpv6(address).slice(0, 3).join(':')}::/48`
}

function expandIpv6(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = Array.from({length: Math.max(0, 8 - before.length - after.length)}, () => '0')
  return (tail === undefined ? before : [...before, ...zeros, ...after]).map((part) => part.replace(/^0+(?=.)/, ''))
}
