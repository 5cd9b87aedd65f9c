import type {SignalKind} from '../../../model/spam-kinds.ts'
import type {Fingerprint} from './simhash.ts'

/** What kind of fault a sign speaks for. */
export type ViewForm = 'visible' | 'hidden' | 'redirect' | 'iframe' | 'defaced'

export interface Signal {
  kind: SignalKind
  words: string[]
  hosts: string[]
  excerpt?: string
  selector?: string
  /** How: "display", "off-screen" ... */
  how?: string
}

/** What one visitor was shown at one address, read. Nothing of the page itself is kept but masked excerpts. */
export interface Reading {
  sha256: string
  bytes: number
  cut: boolean
  title: string
  wordCount: number
  linkCount: number
  /** Other people's hosts that it links to, those that everybody links to aside. */
  outside: string[]
  fingerprint: Fingerprint
  score: number
  phrases: string[]
  /** Groups of signs: each may be a fault of its own. */
  groups: {form: ViewForm; signals: Signal[]}[]
}
