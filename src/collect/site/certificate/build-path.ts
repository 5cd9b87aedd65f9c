import {faultsOf, type PathFault} from './path-faults.ts'
import {type Certificate, namesItself} from './read-certificate.ts'
import type {Root, TrustStore} from './trust-store.ts'
import {type SignatureCheck, verifySignature} from './verify-signature.ts'

/** A way from a server's certificate to a trusted root. */
export interface Path {
  certificates: readonly Certificate[]
  root: Root
  faults: readonly PathFault[]
  /** Every certificate above the server's is in date. */
  inDate: boolean
}

/** Where the search for a root ended without one. */
export interface DeadEnd {
  certificate: Certificate
  why: 'no-issuer' | 'self-signed' | 'bad-signature' | 'unsupported-signature'
}

export interface PathSearch {
  best?: Path
  deadEnds: readonly DeadEnd[]
  /** More ways than may be tried; seen in attacks with certificates that sign each other. */
  gaveUp: boolean
}

export type Verify = (certificate: Certificate, issuer: Certificate) => SignatureCheck

const mostSteps = 200
const mostLength = 10
const mostVerifications = 100

/** Remembers what was verified for one chain, and stops at a number. */
export function createVerifier(): Verify {
  const known = new Map<string, SignatureCheck>()
  return (certificate, issuer) => {
    const key = `${certificate.sha256} ${issuer.spkiSha256}`
    const found = known.get(key) ?? (known.size >= mostVerifications ? 'invalid' : verifySignature(certificate, issuer.spki, issuer.key))
    known.set(key, found)
    return found
  }
}

/** Looks for a way to a root among some certificates: roots first, then what was sent in its order. The best wins: no fault, in date, short. */
export function findPath(server: Certificate, others: readonly Certificate[], store: TrustStore, verify: Verify, now: number): PathSearch {
  const bySubject = Map.groupBy(others, ({subject}) => subject.key)
  const deadEnds: DeadEnd[] = []
  let best: Path | undefined
  let steps = 0
  const consider = (certificates: readonly Certificate[], root: Root) => {
    const faults = faultsOf(certificates, root)
    const path = {certificates, root, faults, inDate: certificates.slice(1).every((one) => isInDate(one, now))}
    if (!best || rank(path) < rank(best)) best = path
  }
  const perfect = () => best !== undefined && rank(best) === 0
  const visit = (path: readonly Certificate[]): void => {
    const certificate = path.at(-1)
    if (!certificate || perfect() || ++steps > mostSteps) return
    const trusted = store.bySha256(certificate.sha256)
    if (trusted) consider([...path.slice(0, -1), trusted.certificate], trusted)
    if (path.length >= mostLength) return
    const seen = deadEnds.length
    let extended = trusted !== undefined
    let worst: DeadEnd['why'] = namesItself(certificate) ? 'self-signed' : 'no-issuer'
    const note = (check: SignatureCheck) => {
      if (check === 'unsupported') worst = 'unsupported-signature'
      else if (check === 'invalid' && worst !== 'unsupported-signature') worst = 'bad-signature'
    }
    for (const root of store.named(certificate.issuer.key)) {
      if (root.certificate.sha256 === certificate.sha256) continue
      const check = verify(certificate, root.certificate)
      if (check === 'valid') {
        consider([...path, root.certificate], root)
        extended = true
      } else note(check)
    }
    for (const issuer of bySubject.get(certificate.issuer.key) ?? []) {
      // The same key of the same name again leads in a circle.
      if (path.some((one) => one.spkiSha256 === issuer.spkiSha256 && one.subject.key === issuer.subject.key)) continue
      const check = verify(certificate, issuer)
      if (check === 'valid') {
        visit([...path, issuer])
        extended = true
      } else note(check)
    }
    if (!extended && seen === deadEnds.length && deadEnds.length < 20) deadEnds.push({certificate, why: worst})
  }
  visit([server])
  return {...(best ? {best} : {}), deadEnds, gaveUp: steps > mostSteps}
}

const rank = ({faults, inDate}: Path) => faults.length * 2 + (inDate ? 0 : 1)

export const isInDate = ({notBefore, notAfter}: Certificate, now: number) =>
  notBefore !== undefined && notAfter !== undefined && notBefore <= now && now <= notAfter
