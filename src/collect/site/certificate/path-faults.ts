import {purposeIds} from './extensions.ts'
import {keepsTo} from './name-constraints.ts'
import {type Certificate, namesItself} from './read-certificate.ts'
import type {Root} from './trust-store.ts'

/** Why a path is none, without dates. Words of this list are kept in the fact. */
export type PathFault =
  | 'unknown-issuer'
  | 'issuer-not-sent'
  | 'self-signed'
  | 'untrusted-root'
  | 'bad-signature'
  | 'unsupported-signature'
  | 'issuer-no-authority'
  | 'issuer-may-not-sign'
  | 'path-longer-than-allowed'
  | 'not-for-servers'
  | 'outside-name-constraints'
  | 'critical-extension'
  | 'extension-unreadable'
  | 'algorithms-differ'
  | 'pre-certificate'
  | 'key-broken'
  | 'distrusted-since'
  | 'too-many-ways'

/** What RFC 5280, 6.1 holds against a path from a server to a root; every signature in it is good already. */
export function faultsOf(path: readonly Certificate[], root: Root): PathFault[] {
  const faults = new Set<PathFault>()
  const [server] = path
  if (server && root.distrustAfter !== undefined && (server.notBefore ?? Number.POSITIVE_INFINITY) > root.distrustAfter)
    faults.add('distrusted-since')
  let below = 0
  path.forEach((certificate, at) => {
    const {extensions, sameAlgorithm, key} = certificate
    // A root is trusted for its key; its own limits are kept where it has some.
    const isRoot = certificate === root.certificate
    if (!isRoot || at === 0) for (const fault of ownFaults(extensions.faults)) faults.add(fault)
    if (key.broken) faults.add('key-broken')
    if (extensions.poison) faults.add('pre-certificate')
    if (!sameAlgorithm && !isRoot) faults.add('algorithms-differ')
    const {purposes} = extensions
    const forServers = !purposes || purposes.includes(purposeIds.server) || (at > 0 && purposes.includes(purposeIds.any))
    if (!forServers) faults.add('not-for-servers')
    if (at > 0) {
      for (const fault of authorityFaults(certificate, below, isRoot)) faults.add(fault)
      // RFC 5280, 6.1.4: certificates that an authority gives itself do not count.
      if (!namesItself(certificate)) below++
    }
    const limits = extensions.constraints
    if (limits && at > 0 && !path.slice(0, at).every((lower, place) => (place > 0 && namesItself(lower)) || keepsTo(limits, lower)))
      faults.add('outside-name-constraints')
  })
  return [...faults]
}

function ownFaults(written: readonly string[]): PathFault[] {
  return written.map((fault) => (fault.startsWith('critical') ? 'critical-extension' : 'extension-unreadable'))
}

function authorityFaults({extensions, version}: Certificate, below: number, isRoot: boolean): PathFault[] {
  const {basic, keyUsage} = extensions
  const faults: PathFault[] = []
  // Old roots of version 1 know no extensions; an issuer in between must say that it is one.
  if (!(basic?.ca ?? (isRoot && version === 1))) faults.push('issuer-no-authority')
  if (basic?.pathLength !== undefined && below > basic.pathLength) faults.push('path-longer-than-allowed')
  if (keyUsage && !keyUsage.signsCertificates) faults.push('issuer-may-not-sign')
  return faults
}
