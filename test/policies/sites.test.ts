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
    },
    'tcvn-11930-2017': {
      'KT.MANG.NGOAI.KETNOIANTOAN': [1, 2, 3, 4, 5],
      'KT.UNGDUNG.XACTHUC.dd': [2, 3, 4, 5],
      'KT.MAYCHU.XAMNHAP.DICHVU': [2, 3, 4, 5],
      'KT.MAYCHU.XAMNHAP.BANVA': [2, 3, 4, 5],
      'KT.UNGDUNG.LIENLAC.MAHOA': [3, 4, 5],
      'KT.DULIEU.BAOMAT.THUATTOAN': [4, 5],
    },
    'qcvn-12-2026': {
      'q12.ht.giao-thuc': [1, 2, 3, 4, 5],
      'q12.nc.giao-thuc': [1, 2, 3, 4, 5],
      'q12.nc.noi-bo': [1, 2, 3, 4, 5],
      'q12.tt.ma-hoa-truyen': [3, 4, 5],
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

  it('a foreign domain breaks the duty of the name; an internal site of the same system is not asked', async () => {
    const address = {...goodSiteValues.siteAddress, host: 'stp-angiang.com', suffix: 'com', registrable: 'stp-angiang.com'} as const
    const foreign: SiteValues = {...good, siteAddress: address}
    expect((await verdictsOf(systemAt(2), foreign))['gw.nv.ten-mien']).toBe('not-met')
    expect((await verdictsOf(systemAt(2), good))['gw.nv.ten-mien']).toBe('met')
    const internal = systemAt(2, {sites: [{...site, kind: 'internal'}, assessedSite('cong', 'portal')]})
    expect((await verdictsOf(internal, foreign))['gw.nv.ten-mien']).toBe('unknown')
  })
})
