import {context, type Element, elementsOf, hex, inside, Malformed, oidOf, smallInteger, tags, walk} from './der.ts'
import {each, type GeneralNames, generalNamesOf, generalNameTags} from './general-names.ts'

export interface NameConstraints {
  permitted?: GeneralNames
  excluded?: GeneralNames
  critical: boolean
}

export interface Extensions {
  names?: GeneralNames
  basic?: {ca: boolean; pathLength?: number}
  /** keyCertSign and cRLSign, of all bits. */
  keyUsage?: {signsCertificates: boolean; signsLists: boolean}
  /** Object identifiers of the purposes. */
  purposes?: readonly string[]
  subjectKeyId?: string
  authorityKeyId?: string
  constraints?: NameConstraints
  mustStaple: boolean
  caIssuers: readonly string[]
  ocspResponders: readonly string[]
  /** SignedCertificateTimestampList (RFC 6962, 3.3). */
  scts?: Uint8Array
  /** A pre-certificate, never meant to be served (RFC 6962, 3.1). */
  poison: boolean
  /** Critical and not understood here, or understood and written wrongly. */
  faults: readonly string[]
}

const ids = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  names: '2.5.29.17',
  basic: '2.5.29.19',
  constraints: '2.5.29.30',
  policies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyId: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  purposes: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
  access: '1.3.6.1.5.5.7.1.1',
  feature: '1.3.6.1.5.5.7.1.24',
  scts: '1.3.6.1.4.1.11129.2.4.2',
  poison: '1.3.6.1.4.1.11129.2.4.3',
} as const

/** Policies are not judged, as browsers do not judge them; a critical one is no reason to refuse a path. */
const passedOver: ReadonlySet<string> = new Set([ids.policies, ids.policyMappings, ids.policyConstraints, ids.inhibitAnyPolicy])

const mostExtensions = 60

/** Extensions of a certificate (RFC 5280, 4.2). One that is written wrongly becomes a fault and spoils no other. */
export function extensionsOf(list: Element | undefined): Extensions {
  const found: {-readonly [K in keyof Extensions]: Extensions[K]} = {
    mustStaple: false,
    caIssuers: [],
    ocspResponders: [],
    poison: false,
    faults: [],
  }
  if (!list) return found
  const faults: string[] = []
  const seen = new Set<string>()
  for (const element of elementsOf(list, mostExtensions)) {
    const fields = inside(element)
    const oid = oidOf(fields.next(tags.oid))
    const critical = fields.optional(tags.boolean)?.contents[0] === 0xff
    const value = fields.next(tags.octetString).contents
    if (seen.has(oid)) faults.push(`duplicate ${oid}`)
    seen.add(oid)
    try {
      if (!readOne(oid, value, critical, found) && critical && !passedOver.has(oid)) faults.push(`critical ${oid}`)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      faults.push(`unreadable ${oid}`)
    }
  }
  found.faults = faults.slice(0, 20)
  return found
}

/** False for an extension that is not known here. */
function readOne(oid: string, value: Uint8Array, critical: boolean, found: {-readonly [K in keyof Extensions]: Extensions[K]}): boolean {
  switch (oid) {
    case ids.subjectKeyId:
      found.subjectKeyId = hex(walk(value).next(tags.octetString).contents.subarray(0, 64))
      return true
    case ids.authorityKeyId: {
      const id = inside(walk(value).next(tags.sequence)).optional(context(0, false))
      if (id) found.authorityKeyId = hex(id.contents.subarray(0, 64))
      return true
    }
    case ids.keyUsage: {
      const {contents} = walk(value).next(tags.bitString)
      const bits = contents[1] ?? 0
      found.keyUsage = {signsCertificates: (bits & 0x04) !== 0, signsLists: (bits & 0x02) !== 0}
      return true
    }
    case ids.names:
      found.names = generalNamesOf(each(walk(value).next(tags.sequence).contents))
      return true
    case ids.basic: {
      const fields = inside(walk(value).next(tags.sequence))
      const ca = (fields.optional(tags.boolean)?.contents[0] ?? 0) !== 0
      const length = fields.optional(tags.integer)
      found.basic = {ca, ...(length ? {pathLength: smallInteger(length)} : {})}
      return true
    }
    case ids.constraints:
      found.constraints = constraintsOf(value, critical)
      return true
    case ids.purposes:
      found.purposes = elementsOf(walk(value).next(tags.sequence), 50).map(oidOf)
      return true
    case ids.access:
      readAccess(value, found)
      return true
    case ids.feature:
      // RFC 7633: 5 is status_request.
      found.mustStaple = elementsOf(walk(value).next(tags.sequence), 20).some((feature) => smallInteger(feature) === 5)
      return true
    case ids.scts:
      found.scts = walk(value).next(tags.octetString).contents
      return true
    case ids.poison:
      found.poison = true
      return true
    default:
      return false
  }
}

function readAccess(value: Uint8Array, found: {caIssuers: readonly string[]; ocspResponders: readonly string[]}): void {
  const addresses: Record<string, string[]> = {}
  for (const description of elementsOf(walk(value).next(tags.sequence), 30)) {
    const fields = inside(description)
    const method = oidOf(fields.next(tags.oid))
    const {tag, contents} = fields.any()
    if (tag !== generalNameTags.uri) continue
    addresses[method] = [...(addresses[method] ?? []), Buffer.from(contents.subarray(0, 500)).toString('latin1')]
  }
  found.caIssuers = addresses['1.3.6.1.5.5.7.48.2'] ?? []
  found.ocspResponders = addresses['1.3.6.1.5.5.7.48.1'] ?? []
}

const mostSubtrees = 5000

/** RFC 5280, 4.2.1.10; "minimum" and "maximum" must not be used, and make the extension unreadable. */
function constraintsOf(value: Uint8Array, critical: boolean): NameConstraints {
  const fields = inside(walk(value).next(tags.sequence))
  const subtrees = (list: Element | undefined): GeneralNames | undefined =>
    list &&
    generalNamesOf(
      elementsOf(list, mostSubtrees).map((subtree) => {
        const inner = inside(subtree)
        const base = inner.any()
        if (inner.more()) throw new Malformed('minimum or maximum')
        return base
      }),
    )
  const permitted = subtrees(fields.optional(context(0)))
  const excluded = subtrees(fields.optional(context(1)))
  return {critical, ...(permitted ? {permitted} : {}), ...(excluded ? {excluded} : {})}
}

export const purposeIds = {server: '1.3.6.1.5.5.7.3.1', any: '2.5.29.37.0', ocsp: '1.3.6.1.5.5.7.3.9'} as const
