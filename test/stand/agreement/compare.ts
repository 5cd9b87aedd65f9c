import type {StandCase} from '../case.ts'
import type {Probed} from '../probe-case.ts'
import {type PeerName, whyDifferent} from './differences.ts'
import type {PeerFindings} from './peer.ts'

/** What one peer and we say of one server. */
export interface Compared {
  same: number
  /** It saw nothing that could be compared. */
  blind: boolean
  /** "+tls.tls10" is theirs alone, "−tls.tls10" ours alone. */
  differs: {shown: string; why?: string}[]
}

/** Only what both have looked at can differ: what we leave open is no "no". */
export function compare(peer: PeerName, one: StandCase, ours: Pick<Probed, 'fails' | 'passes'>, theirs: PeerFindings): Compared {
  const compared: Compared = {same: 0, blind: theirs.sees.length === 0, differs: []}
  for (const check of theirs.sees) {
    const isOurs = ours.fails.includes(check)
    const isTheirs = theirs.found.includes(check)
    if (isOurs === isTheirs) {
      if (isOurs) compared.same++
      continue
    }
    const why = whyDifferent(peer, one, check, isOurs ? 'ours' : 'theirs')
    compared.differs.push({shown: `${isOurs ? '−' : '+'}${check}`, ...(why === undefined ? {} : {why})})
  }
  return compared
}
