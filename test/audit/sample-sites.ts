import type {AssessedSite} from '../../src/model/assessed-system.ts'
import type {SiteFactName, SiteFactValue} from '../../src/model/facts/site/index.ts'
import {type Snapshot, snapshot as schema} from '../../src/model/snapshot.ts'

export const probedAt = '2026-12-10T02:00:00.000Z'
const sha256 = 'ab'.repeat(32)

export type SiteValues = {[N in SiteFactName]?: SiteFactValue<N>}

/** What a probe saw of a registered site; a fact that is not given was not collected. */
export function sampleSite(id: string, values: SiteValues, at = probedAt): Snapshot {
  const facts = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, {ok: true, value, source: `bản ghi thử: ${name}`, at}]),
  )
  return schema.parse({
    schema: 'stp-sec/snapshot/1',
    target: {kind: 'site', id: `site-${id}`, name: `https://${id}.angiang.gov.vn/`},
    collectedAt: at,
    tool: {name: 'stp-sec', version: '0.1.0'},
    facts,
  }) as Snapshot
}

/** The register's line of such a site, as an assessment has it. */
export function assessedSite(id: string, kind?: AssessedSite['kind']): AssessedSite {
  return {id: `site-${id}`, name: `Trang ${id}`, url: `https://${id}.angiang.gov.vn/`, ...(kind ? {kind} : {})}
}

const url = 'https://stp.angiang.gov.vn/'

/** A well-kept site: TLS 1.2 and 1.3, no log-in in the clear, nothing of persons. */
export const goodSiteValues = {
  siteAddress: {
    url,
    scheme: 'https',
    host: 'stp.angiang.gov.vn',
    port: 443,
    literal: false,
    registrable: 'angiang.gov.vn',
    suffix: 'gov.vn',
  },
  web: {
    status: 'ok',
    main: {asked: url, answered: true, status: 200, hops: []},
    plainServed: true,
    plainPages: false,
    downgraded: false,
    loops: false,
    leadsToPrivate: false,
    leadsNowhere: false,
  },
  tls: {
    address: '203.0.113.5',
    port: 443,
    startTls: false,
    deep: false,
    connections: 30,
    served: true,
    sslv2: false,
    sslv3: false,
    tls10: false,
    tls11: false,
    tls12: true,
    tls13: true,
    beforeTls13: true,
    severalVersions: false,
    refusals: [],
    suites: [],
    nullSuites: false,
    anonSuites: false,
    exportSuites: false,
    rc4Suites: false,
    desSuites: false,
    tripleDesSuites: false,
    forwardSecrecy: true,
    aead: true,
    finiteField: false,
    dh: [],
    groups: [],
    weakGroup: false,
    compression: false,
    secureRenegotiation: true,
    extendedMasterSecret: true,
    chain: [sha256],
  },
  chain: {
    host: 'stp.angiang.gov.vn',
    judgedAt: probedAt,
    anchors: 'thử',
    certificateCount: 1,
    certificates: [{position: 0, sha256, role: 'server', keyType: 'rsa', keyBits: 2048, keyBroken: false, spkiSha256: sha256}],
    expired: false,
    notYetValid: false,
    daysLeft: 60,
    sanPresent: true,
    nameMatches: true,
    commonNameMatches: true,
    selfSigned: false,
    trusted: true,
    trustedBy: 'public',
    path: [sha256],
    untrustedBecause: [],
    incomplete: false,
    sha1Signed: false,
    md5Signed: false,
    mustStaple: false,
    scts: [],
    others: [],
  },
  page: {
    url,
    https: true,
    forms: [{action: `${url}dang-nhap`, method: 'post', fields: 2, passwordFields: 1, search: false, plain: false}],
    passwordFields: 1,
    mixedActive: [],
    mixedPassive: [],
    resources: [],
    thirdParty: [],
    generators: [],
    privacyNotice: true,
    links: 12,
  },
  headers: {url, status: 200, https: true, html: true, basicAuth: false, banners: [], software: []},
  cookies: {https: true, items: [{name: 'PHPSESSID', secure: true, httpOnly: true, sameSite: 'lax', session: true}]},
  cors: {asked: 'https://stp-sec.invalid', allowOrigin: '', reflected: false, credentials: false},
} as const satisfies Record<string, unknown>
