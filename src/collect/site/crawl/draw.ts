import {createHash} from 'node:crypto'

/** Numbers from 0 to 1 that are the same for the same seed: a run can be repeated. */
export function drawFrom(seed: string): () => number {
  let counter = 0
  return () => createHash('sha256').update(`${seed} ${counter++}`).digest().readUInt32BE(0) / 2 ** 32
}

/** A name that no page of the site has, the same on one day. */
export function unlikelyName(seed: string): string {
  return `khong-co-${createHash('sha256').update(seed).digest('hex').slice(0, 12)}`
}
