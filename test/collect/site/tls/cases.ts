import {randomBytes} from 'node:crypto'
import type {SiteContext} from '../../../../src/collect/site/context.ts'
import type {CollectedTls} from '../../../../src/collect/site/tls/collect-tls.ts'
import type {TlsLimits} from '../../../../src/collect/site/tls/limits.ts'
import type {SiteFactValue} from '../../../../src/model/facts/site/index.ts'
import type {Stand} from './programs.ts'

/** One server and everything that must, and by its absence must not, be found. */
export interface Case {
  name: string
  needs?: string
  start(stand: Stand): Promise<number>
  context?: Partial<SiteContext> & {scheme?: 'https' | 'smtp'}
  limits?: Partial<TlsLimits>
  /** Exactly these checks fail, those are open; every other one passes or does not apply. */
  fails: string[]
  unknown?: string[]
  facts?: Partial<SiteFactValue<'tls'>>
  /** No fact at all, for this reason. */
  missing?: 'timeout' | 'error' | 'not-collected'
  also?(collected: CollectedTls, stand: Stand): void
}

/** Waiting times for servers that never answer. */
export const hurry = {firstByteMs: 250, connectionMs: 500, siteMs: 4000} as const

/** A number of that many bits: as good as a prime for reading its size. */
export function numberOf(bits: number): Buffer {
  const number = randomBytes(bits / 8)
  number[0] = (number[0] ?? 0) | 0x80
  return number
}
