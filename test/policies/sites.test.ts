import {describe, expect, it} from 'vitest'
import {loadContent} from '../../src/content/content.ts'
import type {AssessedSystem} from '../../src/model/assessed-system.ts'
import type {Verdict} from '../../src/model/assessment.ts'
import {type Level, levels} from '../../src/model/policy.ts'
import type {Attestation} from '../../src/model/register.ts'
import {assessSystem, basisOf, overlaysOf, planFor} from '../../src/pipeline.ts'
import {assessedSite, goodSiteValues, type SiteValues, sampleSite} from '../audit/sample-sites.ts'

const content = loadContent()
const mustGet = (id: string) => {
  const policy = content.policies.get(id)
  if (!policy) throw new Error(`no ${id}`)
  return policy
}

const asksSites = (policyId: string, level: Level) =>
  planFor(content, mustGet(policyId), level).requirements.filter(({uses}) => uses.some(({target}) => target === 'site'))

describe('what a probe sees in the catalogues', () => {
  const to5 = {
    'tcvn-14423-2026': {
      'ht.ket-noi-an-toan': [1, 2, 3, 4, 5],
      'lh.giam-sat-lo-hong': [1, 2, 3, 4, 5],
      'ch.tat-dich-vu': [2, 3, 4, 5],
      'tt.bao-ve-khi-truyen': [3, 4, 5],
      'pt.thiet-ke': [3, 4, 5],
      'tt.thuat-toan-manh': [4, 5],
      'ht.giao-thuc-an-toan': [4, 5],
      'pt.thuat-toan': [4, 5],
      'pt.phien-lam-viec': [4, 5],
      'pm.het-ho-tro': [4, 5],
      'te.dmarc': [4, 5],
    },
    'tcvn-11930-2017': {
      'KT.MANG.NGOAI.KETNOIANTOAN': [1, 2, 3, 4, 5],
      'KT.UNGDUNG.XACTHUC.dd': [2, 3, 4, 5],
      'KT.MAYCHU.XAMNHAP.DICHVU': [2, 3, 4, 5],
      'KT.MAYCHU.XAMNHAP.BANVA': [2, 3, 4, 5],
      'KT.UNGDUNG.LIENLAC.MAHOA': [3, 4, 5],
      'KT.UNGDUNG.MANGUON.LOI': [3, 4, 5],
      'KT.DULIEU.BAOMAT.THUATTOAN': [4, 5],
    },
    'qcvn-12-2026': {
      'q12.ht.giao-thuc': [1, 2, 3, 4, 5],
      'q12.nc.giao-thuc': [1, 2, 3, 4, 5],
      'q12.nc.noi-bo': [1, 2, 3, 4, 5],
      'q12.tt.ma-hoa-truyen': [3, 4, 5],
      'q12.te.dmarc': [3, 4, 5],
    },
  } as const satisfies Record<string, Record<string, readonly Level[]>>

  it.each(Object.entries(to5))('%s: site checks by level', (policyId, wanted) => {
    for (const level of levels)
      expect(
        asksSites(policyId, level)
          .map(({requirement}) => requirement.id)
          .sort(),
      ).toEqual(
        Object.entries(wanted)
          .filter(([, at]) => (at as readonly Level[]).includes(level))
          .map(([id]) => id)
          .sort(),
      )
  })

  it('every check of a site is asked for by a requirement of gov-website', () => {
    const asked = new Set(
      mustGet('gov-website').groups.flatMap(({requirements}) =>
        requirements.flatMap(({checks = []}) => checks.flatMap((use) => (typeof use === 'string' ? [use] : Object.keys(use)))),
      ),
    )
    const ofSites = [...content.checks.values()].filter(({check}) => check.target === 'site').map(({check}) => check.id)
    expect(ofSites.length).toBeGreaterThan(100)
    expect(ofSites.filter((id) => !asked.has(id))).toEqual([])
  })

  it('a probe sees a part only: each such requirement that counts still asks a person', () => {
    for (const policy of content.policies.values())
      for (const level of levels)
        expect(
          asksSites(policy.head.id, level).filter(({group, requirement}) => !group.informative && !requirement.ask),
          policy.head.id,
        ).toEqual([])
  })
})

const on = '2026-12-14'
const base = {name: 'S', offices: [], levelStatus: 'approved' as const, source: {confidence: 'seen' as const}}
const site = assessedSite('stp', 'component')
const systemAt = (level: Level, change: Partial<AssessedSystem> = {}): AssessedSystem => ({
  ...base,
  id: 's',
  level,
  endpoints: {declared: 0, members: []},
  sites: [site],
  ...change,
})

/** Verdicts of a system at a level; every question is answered with yes. */
async function verdictsOf(system: AssessedSystem, values: SiteValues | undefined): Promise<Record<string, Verdict>> {
  const basis = basisOf(content, on, system)
  if (!basis) throw new Error('no basis')
  const attestations: Attestation[] = planFor(content, basis.policy, system.level).requirements.flatMap(({requirement: {id, ask}}) =>
    ask
      ? [
          {
            id,
            system: 's',
            requirement: id,
            result: 'met',
            statement: 'Có',
            by: 'An',
            answeredOn: on,
            validUntil: '2026-12-31',
            evidence: [],
          },
        ]
      : [],
  )
  const {findings} = await assessSystem({
    content,
    basis,
    on,
    id: 'a',
    system,
    register: {attestations, waivers: []},
    declaredTargets: 0,
    snapshots: values ? [sampleSite('stp', values)] : [],
  })
  return Object.fromEntries(findings.map(({requirement, verdict}) => [requirement, verdict]))
}

const pick = (verdicts: Record<string, Verdict>, ids: readonly string[]) => ids.map((id) => verdicts[id] ?? '-')
const good: SiteValues = goodSiteValues as unknown as SiteValues
const oldTls: SiteValues = {...good, tls: {...goodSiteValues.tls, tls10: true, tls11: true} as never}
const plainLogin: SiteValues = {...good, page: {...goodSiteValues.page, https: false} as never}
const openCookie: SiteValues = {
  ...good,
  cookies: {https: true, items: [{name: 'PHPSESSID', secure: true, httpOnly: false, sameSite: 'lax', session: true}]},
}
const trackingCookie: SiteValues = {
  ...good,
  cookies: {
    https: true,
    items: [...goodSiteValues.cookies.items, {name: '_ga', secure: false, httpOnly: false, sameSite: '', session: false}],
  },
}

describe('verdicts of a system with a site, levels 1 to 5', () => {
  // Without machines what also asks them stays unknown: only a fault shows in those.
  const ids = ['ht.ket-noi-an-toan', 'tt.bao-ve-khi-truyen', 'pt.thuat-toan', 'ht.giao-thuc-an-toan', 'pt.phien-lam-viec'] as const
  const rows: [string, SiteValues | undefined, Level, Verdict | '-', Verdict | '-', Verdict | '-', Verdict | '-', Verdict | '-'][] = [
    ['a good site', good, 1, 'unknown', '-', '-', '-', '-'],
    ['a good site', good, 3, 'unknown', 'unknown', '-', '-', '-'],
    ['a good site', good, 5, 'unknown', 'unknown', 'met', 'unknown', 'met'],
    ['a log-in in the clear', plainLogin, 1, 'not-met', '-', '-', '-', '-'],
    ['a log-in in the clear', plainLogin, 2, 'not-met', '-', '-', '-', '-'],
    ['a log-in in the clear', plainLogin, 3, 'not-met', 'not-met', '-', '-', '-'],
    ['a log-in in the clear', plainLogin, 4, 'not-met', 'not-met', 'met', 'unknown', 'not-met'],
    ['TLS 1.0', oldTls, 1, 'unknown', '-', '-', '-', '-'],
    ['TLS 1.0', oldTls, 3, 'unknown', 'unknown', '-', '-', '-'],
    ['TLS 1.0', oldTls, 4, 'unknown', 'unknown', 'not-met', 'not-met', 'met'],
    ['TLS 1.0', oldTls, 5, 'unknown', 'unknown', 'not-met', 'not-met', 'met'],
    ['a session open to scripts', openCookie, 4, 'unknown', 'unknown', 'met', 'unknown', 'not-met'],
    ['a cookie that is no session', trackingCookie, 4, 'unknown', 'unknown', 'met', 'unknown', 'met'],
    ['nobody has looked', undefined, 1, 'unknown', '-', '-', '-', '-'],
    ['nobody has looked', undefined, 5, 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
  ]
  it.each(rows)('%s (row %#)', async (_, values, level, ...wanted) => {
    expect(pick(await verdictsOf(systemAt(level), values), ids)).toEqual(wanted)
  })

  it('the sites of an archive are judged by QCVN 12 at every level', async () => {
    for (const level of levels) {
      const verdicts = await verdictsOf(systemAt(level, {archive: true}), oldTls)
      expect(pick(verdicts, ['q12.ht.giao-thuc', 'q12.nc.giao-thuc']), `${level}`).toEqual(['not-met', 'not-met'])
    }
  })
})

describe('gov-website', () => {
  it.each([
    ['no site', undefined, []],
    ['a component', [assessedSite('a', 'component')], ['gov-website']],
    ['a site of no said kind', [assessedSite('a')], ['gov-website']],
    ['an internal one', [assessedSite('a', 'internal')], []],
    ['a mail server', [assessedSite('a', 'mail')], []],
    ['an internal and a portal', [assessedSite('a', 'internal'), assessedSite('b', 'portal')], ['gov-website']],
  ] as const)('is judged beside the catalogue of the level: %s', (_, sites, wanted) => {
    const overlays = overlaysOf(content, on, {sites: sites && [...sites]})
    expect(overlays.map(({head}) => head.id)).toEqual(wanted)
  })

  it('not before the decree is in force', () => {
    expect(overlaysOf(content, '2026-06-30', {sites: [site]})).toEqual([])
  })

  it('good practice is never called law and never counts; duties name their article', () => {
    const {groups} = mustGet('gov-website')
    expect(groups.map(({id, informative}) => [id, informative])).toEqual([
      ['gw-an-ninh', false],
      ['gw-nghia-vu', true],
      ['gw-thuc-hanh-tot', true],
    ])
    for (const group of groups)
      for (const {id, clause, strength, source} of group.requirements)
        if (group.id === 'gw-thuc-hanh-tot') {
          expect([strength, source.note?.includes('không phải quy định của pháp luật')], id).toEqual(['suggested', true])
          expect(clause[1], id).not.toMatch(/ Đ\d/)
        } else expect(clause[1], id).toMatch(/ Đ\d/)
  })

  it('a site without IPv6, a domain without DMARC and a file that lies open break what asks for them; not seen is not known', async () => {
    const named = (ipv6: boolean) => ({...good, dns: {applies: true, resolvers: ['192.0.2.53'], ipv6} as never})
    expect((await verdictsOf(systemAt(2), named(false)))['gw.nv.ipv6']).toBe('not-met')
    expect((await verdictsOf(systemAt(2), named(true)))['gw.nv.ipv6']).toBe('met')
    expect((await verdictsOf(systemAt(2), good))['gw.nv.ipv6']).toBe('unknown')
    const domain = {domain: 'angiang.gov.vn', from: 'registrable', receives: true, spf: {count: 0, records: [], errors: []}}
    const dmarc = (count: number) => ({present: count > 0, records: ['v=DMARC1; p=none'].slice(0, count), errors: []})
    const mail = (count: number) => ({...good, mail: {applies: true, domains: [{...domain, dmarc: dmarc(count)}]} as never})
    expect((await verdictsOf(systemAt(4), mail(0)))['te.dmarc']).toBe('not-met')
    expect((await verdictsOf(systemAt(4), good))['te.dmarc']).toBe('unknown')
    const git = {url: 'https://a.gov.vn/.git/HEAD', status: 200, signature: 'git-head', bytes: 20, sha256: 'ab'.repeat(32), sample: 'ref'}
    const nothing = {asked: 12, git: [], env: [], backup: [], phpinfo: [], listing: [], stacktrace: []}
    const exposed = (found: object) => ({...good, exposure: {...nothing, ...found} as never})
    expect((await verdictsOf(systemAt(1), exposed({git: [git]})))['gw.an.phong-ngua']).toBe('not-met')
    expect((await verdictsOf(systemAt(1), exposed({})))['gw.an.phong-ngua']).toBe('met')
    expect((await verdictsOf(systemAt(3), exposed({stacktrace: [git]})))['pt.thiet-ke']).toBe('not-met')
  })

  it('a library with a grave hole breaks the duty to patch; one of medium severity is told beside it, and what is not known is left to a person', async () => {
    const loads = (id: string, version: string) => ({
      ...good,
      scripts: {
        url: 'x',
        files: 1,
        opened: 0,
        unopened: 0,
        unrecognised: 0,
        libraries: [{id, version, seenIn: 'address', url: 'x'}],
      } as never,
    })
    const verdicts = async (id: string, version: string) =>
      pick(await verdictsOf(systemAt(1), loads(id, version)), ['lh.giam-sat-lo-hong', 'gw.tot.thu-vien'])
    // Without machines the patches of machines stay unknown.
    expect(await verdicts('datatables', '1.10.19')).toEqual(['not-met', 'not-met'])
    expect(await verdicts('jquery', '1.12.4')).toEqual(['unknown', 'not-met'])
    expect(await verdicts('jquery', '')).toEqual(['unknown', 'unknown'])
    expect(await verdicts('jquery', '3.7.1')).toEqual(['unknown', 'met'])
  })

  it('a foreign domain breaks the duty of the name; an internal site of the same system is not asked', async () => {
    const address = {...goodSiteValues.siteAddress, host: 'stp-angiang.com', suffix: 'com', registrable: 'stp-angiang.com'} as const
    const foreign: SiteValues = {...good, siteAddress: address}
    expect((await verdictsOf(systemAt(2), foreign))['gw.nv.ten-mien']).toBe('not-met')
    expect((await verdictsOf(systemAt(2), good))['gw.nv.ten-mien']).toBe('met')
    const internal = systemAt(2, {sites: [{...site, kind: 'internal'}, assessedSite('cong', 'portal')]})
    expect((await verdictsOf(internal, foreign))['gw.nv.ten-mien']).toBe('unknown')
  })
})
