import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {judgeTarget} from '../../src/check/judge.ts'
import {compareStoredKeys} from '../../src/cli/compare-stored-keys.ts'
import {loadContent} from '../../src/content/content.ts'
import type {SiteFactValue} from '../../src/model/facts/site/index.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {diffFacts} from '../../src/probe/diff-facts.ts'
import {keepUnasked} from '../../src/probe/keep-facts.ts'
import {createFolderStore} from '../../src/store/folder-store.ts'
import {goodSiteValues, type SiteValues, sampleSite} from '../audit/sample-sites.ts'
import {sampleWorkspace} from '../store/samples.ts'

const {checks} = loadContent()
type Elsewhere = SiteFactValue<'tlsAddresses'>
type Other = Elsewhere['others'][number]

const own = goodSiteValues as unknown as SiteValues
const [tls, chain] = [own.tls as SiteFactValue<'tls'>, own.chain as SiteFactValue<'chain'>]
const other = (address: string, more: Partial<Other> = {}): Other => ({address, tls: {...tls, address}, chain, ...more})
const elsewhere = (others: Other[], more: Partial<Elsewhere> = {}): Elsewhere => ({main: tls.address, others, unasked: [], ...more})
const site = (tlsAddresses?: Elsewhere, more: SiteValues = {}, id = 'stp') =>
  sampleSite(id, {...own, ...more, ...(tlsAddresses ? {tlsAddresses} : {})})

function judge({facts}: Snapshot, check: string) {
  const use = {key: check, check, params: checks.get(check)?.check.params ?? {}, maxFactAgeDays: 7}
  return judgeTarget(checks, [use], {id: 'site-stp', kind: 'site', facts}, '2026-12-10').get(check)
}

describe('stored facts of several addresses', () => {
  test.each<[string, Elsewhere | undefined, object]>([
    ['one address', elsewhere([]), {outcome: 'pass'}],
    ['stored before others were looked at', undefined, {outcome: 'pass'}],
    ['two', elsewhere([other('203.0.113.6')]), {outcome: 'pass', addresses: ['203.0.113.5', '203.0.113.6']}],
    ['a fault at one', elsewhere([other('203.0.113.6', {tls: {...tls, tls10: true}})]), {outcome: 'fail', addresses: ['203.0.113.6']}],
    [
      'a field that one did not show',
      elsewhere([other('203.0.113.6', {tls: without(tls, 'tls10'), gaps: [{path: 'tls.tls10', reason: 'timeout', detail: 'chậm'}]})]),
      {outcome: 'unknown', reason: 'timeout', detail: '203.0.113.6: chậm', addresses: ['203.0.113.6']},
    ],
    [
      'one that nothing is known of',
      elsewhere([{address: '203.0.113.6', missing: {reason: 'timeout', detail: 'im lặng'}}]),
      {outcome: 'unknown', reason: 'timeout', detail: '203.0.113.6: im lặng', addresses: ['203.0.113.6']},
    ],
    [
      'IPv6 that the machine does not have',
      elsewhere([{address: '2001:db8::6', missing: {reason: 'not-supported', detail: 'no IPv6'}, noRoute: true}]),
      {outcome: 'pass', addresses: ['203.0.113.5']},
    ],
    ['more than are looked at', elsewhere([], {unasked: ['203.0.113.9']}), {outcome: 'pass', addresses: ['203.0.113.5']}],
  ])('%s', (_, value, expected) => {
    const {detail, addresses, reason, outcome} = judge(site(value), 'tls.tls10') ?? {}
    expect({outcome, reason, detail, addresses}).toEqual({reason: undefined, detail: undefined, addresses: undefined, ...expected})
  })

  test('a certificate that was not seen at one is not good there', () => {
    const {chain: _, ...unread} = other('203.0.113.6', {gaps: [{path: 'chain', reason: 'error', detail: 'không đọc được'}]})
    expect(judge(site(elsewhere([unread])), 'cert.expired')).toMatchObject({
      outcome: 'unknown',
      reason: 'error',
      addresses: ['203.0.113.6'],
    })
    expect(judge(site(elsewhere([unread])), 'tls.tls10')).toMatchObject({outcome: 'pass'})
  })

  test('taken back because the site shut the tool out, nothing passes', () => {
    const good = site(elsewhere([other('203.0.113.6')]))
    const {facts} = good
    const tlsAddresses = {ok: false, reason: 'error', detail: 'the site stopped answering', source: 'thử', at: good.collectedAt} as const
    expect(judge({...good, facts: {...facts, tlsAddresses}}, 'tls.tls10')).toMatchObject({outcome: 'unknown', reason: 'error'})
  })
})

describe('two probes', () => {
  const [a, b] = ['203.0.113.5', '203.0.113.6']

  test('are compared address by address, whichever stands for the site', () => {
    const before = site(elsewhere([other(b, {chain: {...chain, expired: false}})]))
    const after = site(elsewhere([{...other(a), chain}], {main: b}), {tls: {...tls, address: b}, chain: {...chain, expired: true}})
    expect(diffFacts(before, after, [])).toEqual({
      changes: [{fact: 'chain', address: b, path: 'expired', before: false, after: true}],
      unseen: [],
    })
  })

  test('of an address that one of them did not see nothing has changed', () => {
    const dead = site(elsewhere([{address: b, missing: {reason: 'timeout', detail: 'chậm'}}]))
    expect(diffFacts(site(elsewhere([other(b)])), dead, [])).toEqual({
      changes: [],
      unseen: ['tls', 'chain'].sort().map((fact) => ({fact, address: b, in: 'after', reason: 'timeout: chậm'})),
    })
  })

  test('one of them before others were looked at', () => {
    expect(diffFacts(site(), site(elsewhere([other(b)])), [])).toEqual({
      changes: [],
      unseen: [{fact: 'tlsAddresses', in: 'before', reason: 'not-collected'}],
    })
    expect(diffFacts(site(), site(elsewhere([])), [])).toEqual({changes: [], unseen: []})
  })

  test('the later for a part: facts of an older version are not said to be unseen at other addresses', () => {
    const later = site()
    const at = later.collectedAt
    const unasked = {ok: false, reason: 'not-collected', detail: 'tls was not asked for', source: 'stp-sec', at} as const
    const seen = {...later, facts: {...later.facts, tls: unasked, chain: unasked, tlsAddresses: unasked}} as Snapshot
    const kept = keepUnasked(site(), seen, new Set(['page']))
    expect(kept.facts.tlsAddresses).toBeUndefined()
    expect(judge(kept, 'tls.tls10')).toMatchObject({outcome: 'pass'})
    expect(keepUnasked(site(elsewhere([other(b)])), seen, new Set(['page'])).facts.tlsAddresses).toMatchObject({ok: true})
  })
})

describe('a key at another address', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-keys-'))
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  test('that a site of another organisation shows as well is told', async () => {
    const workspace = join(folder, 'ws')
    const withKey = (digit: string): SiteFactValue<'chain'> => ({
      ...chain,
      certificates: chain.certificates.map((one) => ({...one, spkiSha256: digit.repeat(64)})),
    })
    const address = own.siteAddress as SiteFactValue<'siteAddress'>
    const stranger = {...address, url: 'https://khac.vn/', host: 'khac.vn', registrable: 'khac.vn'}
    const store = await createFolderStore(workspace, sampleWorkspace, {command: 'test', at: '2026-12-10T00:00:00.000Z'})
    try {
      await store.putSnapshot(
        site(
          elsewhere([
            other('203.0.113.6', {chain: withKey('2'), gaps: [{path: 'chain.keySharedWith', reason: 'not-collected', detail: '…'}]}),
          ]),
          {chain: withKey('1')},
        ),
        '2026-11-01T03:00:00.000Z',
      )
      await store.putSnapshot(site(elsewhere([]), {siteAddress: stranger, chain: withKey('2')}, 'khac'), '2026-11-01T03:00:00.000Z')
      await compareStoredKeys(store, new Set(['site-stp', 'site-khac']))
      const facts = async (id: string) => (await store.readTarget(id))?.snapshot as Snapshot
      expect(judge(await facts('site-stp'), 'cert.shared-key')).toMatchObject({
        outcome: 'fail',
        observed: ['https://khac.vn/'],
        addresses: ['203.0.113.6'],
      })
      expect(judge(await facts('site-khac'), 'cert.shared-key')).toMatchObject({outcome: 'fail', observed: [address.url]})
    } finally {
      await store.close()
    }
  })
})

function without<T extends object>(value: T, key: keyof T): T {
  const {[key]: _, ...rest} = value
  return rest as T
}
