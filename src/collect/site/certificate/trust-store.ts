import type {TrustAnchor} from '../../../model/trust.ts'
import {type Certificate, readCertificate} from './read-certificate.ts'

/** A root that may end a path. */
export interface Root {
  certificate: Certificate
  label: string
  /** Of the public list, or given by the person. */
  by: 'public' | 'extra'
  distrustAfter?: number
}

export interface TrustStore {
  /** Roots with this subject. */
  named(subjectKey: string): readonly Root[]
  bySha256(sha256: string): Root | undefined
}

/** Reading 150 roots takes longer than judging a chain, so it is done once for a list. */
const prepared = new WeakMap<readonly TrustAnchor[], readonly Root[]>()

export function openTrustStore(anchors: readonly TrustAnchor[], extra: readonly TrustAnchor[]): TrustStore {
  const roots = [...rootsOf(anchors, 'public'), ...rootsOf(extra, 'extra')]
  const bySubject = Map.groupBy(roots, ({certificate}) => certificate.subject.key)
  const byHash = new Map([...roots].reverse().map((root) => [root.certificate.sha256, root]))
  return {named: (key) => bySubject.get(key) ?? [], bySha256: (hash) => byHash.get(hash)}
}

function rootsOf(anchors: readonly TrustAnchor[], by: Root['by']): readonly Root[] {
  const known = prepared.get(anchors)
  if (known) return known
  const roots = anchors.flatMap(({der, label, distrustAfter}): Root[] => {
    const certificate = readCertificate(der)
    if (!certificate) return []
    // Through the end of that day, as Mozilla's list has it.
    return [{certificate, label, by, ...(distrustAfter ? {distrustAfter: Date.parse(`${distrustAfter}T23:59:59Z`)} : {})}]
  })
  prepared.set(anchors, roots)
  return roots
}
