import type {Word} from './normalise.ts'

/** 64 bits of a text, as two numbers: alike texts differ in few of them. */
export interface Fingerprint {
  high: number
  low: number
  /** Groups of words that went into it. */
  shingles: number
}

const group = 4
/** More tells no more. */
const mostWords = 20_000

/** SimHash over groups of four words; numbers are left out, since dates and counters change by themselves. */
export function fingerprintOf(words: readonly Word[]): Fingerprint {
  const texts = words.slice(0, mostWords).flatMap(({text}) => (/^\d/.test(text) ? [] : [text]))
  const sums = new Int32Array(64)
  const seen = new Set<string>()
  for (let at = 0; at + group <= texts.length; at++) {
    const shingle = texts.slice(at, at + group).join(' ')
    if (seen.has(shingle)) continue
    seen.add(shingle)
    const low = hash(shingle, 0x811c9dc5)
    const high = hash(shingle, 0x9747b28c)
    for (let bit = 0; bit < 32; bit++) {
      sums[bit] = (sums[bit] as number) + ((low >>> bit) & 1 ? 1 : -1)
      sums[bit + 32] = (sums[bit + 32] as number) + ((high >>> bit) & 1 ? 1 : -1)
    }
  }
  return {low: bitsOf(sums, 0), high: bitsOf(sums, 32), shingles: seen.size}
}

/** Share of equal bits: about 0.5 for texts that have nothing in common. */
export function similarityOf(a: Fingerprint, b: Fingerprint): number {
  return 1 - (countBits(a.low ^ b.low) + countBits(a.high ^ b.high)) / 64
}

/** FNV-1a with a last mixing, so that every bit depends on every letter. */
function hash(text: string, seed: number): number {
  let value = seed
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}

function bitsOf(sums: Int32Array, from: number): number {
  let bits = 0
  for (let bit = 0; bit < 32; bit++) if ((sums[from + bit] as number) > 0) bits |= 1 << bit
  return bits >>> 0
}

function countBits(value: number): number {
  let count = 0
  for (let left = value >>> 0; left !== 0; left &= left - 1) count++
  return count
}
