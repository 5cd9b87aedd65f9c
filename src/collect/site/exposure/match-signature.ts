import type {ExposureSignature} from '../../../model/exposure-rules.ts'
import {loweredText} from '../http/lowered-text.ts'

/** Where a sign stands in what was read. */
export interface Sign {
  at: number
  length: number
}

/** The sign by which a file that lies open is known; undefined where it is not that file. */
export function matchSignature(signature: ExposureSignature, body: Buffer, notInFiles: readonly string[]): Sign | undefined {
  const text = loweredText(body)
  if (signature.file && notInFiles.some((word) => text.includes(word))) return undefined
  const {all, any, starts, lines, hex} = signature
  const signs: (Sign | undefined)[] = []
  if (hex !== undefined) signs.push(body.subarray(0, hex.length / 2).toString('hex') === hex ? {at: 0, length: hex.length / 2} : undefined)
  if (starts) signs.push(first(starts, (word) => (text.startsWith(word) ? 0 : -1)))
  if (lines) signs.push(first(lines, (word) => startOfLine(text, word)))
  if (any) signs.push(first(any, (word) => text.indexOf(word)))
  if (all) signs.push(...all.map((word) => first([word], (one) => text.indexOf(one))))
  return signs.every((sign) => sign !== undefined) ? signs[0] : undefined
}

function first(words: readonly string[], find: (word: string) => number): Sign | undefined {
  for (const word of words) {
    const at = find(word.toLowerCase())
    if (at >= 0) return {at, length: word.length}
  }
  return undefined
}

function startOfLine(text: string, word: string): number {
  if (text.startsWith(word)) return 0
  const at = text.indexOf(`\n${word}`)
  return at < 0 ? -1 : at + 1
}

const longestSample = 60

/** The place of a sign as it may be shown: the sign itself, and only the shape of what follows, which may be a secret. */
export function maskedSample(body: Buffer, {at, length}: Sign): string {
  const shown = body.subarray(at, at + length).toString('latin1')
  const rest = body.subarray(at + length, at + 4 * longestSample).toString('utf8')
  return `${shown}${rest.replace(/[\p{L}\p{N}\p{M}]/gu, '•')}`.replace(/[^\P{C}]|[\uFFFD\s]/gu, ' ').slice(0, longestSample)
}
