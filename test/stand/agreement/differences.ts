import type {StandCase} from '../case.ts'

export type PeerName = 'sslscan' | 'testssl.sh'

/** Where a peer says something else of a check than we do, and why our answer stays. `ours`: we find it and they do not. */
export interface Difference {
  peer: PeerName
  checks: readonly string[]
  who: 'ours' | 'theirs'
  /** Of the names of cases; all of them where there is none. */
  cases?: RegExp
  why: string
}

export const differences: readonly Difference[] = []

/** Why two answers on one check differ; undefined where nobody has said so yet. */
export function whyDifferent(peer: PeerName, {name}: StandCase, check: string, who: 'ours' | 'theirs'): string | undefined {
  return differences.find((one) => one.peer === peer && one.who === who && one.checks.includes(check) && (one.cases?.test(name) ?? true))
    ?.why
}
