import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {namedTargets, resumedTargets} from '../../src/cli/named-targets.ts'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadCertificateRules} from '../../src/content/load-trust.ts'
import {type RegisteredSite, site as schema} from '../../src/model/registered-site.ts'
import {type ProbeTools, probeSite} from '../../src/probe/probe-site.ts'
import {forgeRoot} from '../collect/site/certificate/forge.ts'
import {link, type Site, type StandSite, stand} from '../collect/site/crawl/stand.ts'
import {table} from '../collect/site/http/stand.ts'
import {host, identity, now, pem, serveAt} from './many-addresses.ts'
import {personalDataRules, probeTools} from './probe-tools.ts'

let pool: ScanPool
const folder = mkdtempSync(join(tmpdir(), 'stp-sec-fields-'))
beforeAll(() => {
  pool = createScanPool(personalDataRules)
  writeFileSync(join(folder, 'goc.pem'), pem(forgeRoot()))
  writeFileSync(join(folder, 'rong.pem'), 'không có gì')
})
afterAll(async () => {
  rmSync(folder, {recursive: true, force: true})
  await pool.close()
})
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const registered = (url: string, more: Partial<RegisteredSite> = {}) => schema.parse({id: 'stp', name: 'Trang', url, systems: [], ...more})

async function probe(site: RegisteredSite, more: Partial<ProbeTools>) {
  const [target] = namedTargets(['stp'], [site], folder)
  if (!target) throw new Error('no target')
  const tools = probeTools(table({[host]: ['127.0.0.1', '127.0.0.2']}), pool, more, ['127.0.0.0/8'])
  return (await probeSite(target, tools, new AbortController().signal, now)).snapshot.facts
}

describe('roots of its own', () => {
  const chain = {anchors: [], anchorsName: 'none', rules: loadCertificateRules()}

  test.each<[string, Partial<RegisteredSite>, boolean]>([
    ['end the chain of the site at every address', {caFile: 'goc.pem'}, true],
    ['that nobody named do not', {}, false],
  ])('%s', async (_, more, trusted) => {
    const {port, close} = await serveAt({'127.0.0.1': identity(), '127.0.0.2': identity()})
    closing.push(close)
    const facts = await probe(registered(`https://${host}:${port}/`, more), {groups: new Set(['tls']), chain})
    expect(facts.chain).toMatchObject({ok: true, value: {trusted, ...(trusted ? {trustedBy: 'extra'} : {})}})
    expect(facts.tlsAddresses).toMatchObject({ok: true, value: {others: [{chain: {trusted}}]}})
  })

  test.each(['khong-co.pem', 'rong.pem'])('in a file that cannot be used stop the run: %s', (caFile) => {
    const site = registered('https://stp.example.gov.vn/', {caFile})
    expect(() => namedTargets(['stp'], [site], folder)).toThrow(
      expect.objectContaining({where: expect.stringContaining(`site stp: ${folder}`)}),
    )
    // Others of the register are not concerned.
    expect(namedTargets(['https://khac.example.gov.vn/'], [site], folder)).toHaveLength(1)
  })

  test('are there again when an interrupted run goes on', () => {
    const site = registered('https://stp.example.gov.vn/', {caFile: 'goc.pem', pages: ['https://stp.example.gov.vn/an']})
    const [again] = resumedTargets([{id: 'site-stp', url: 'https://stp.example.gov.vn/'}], [site], folder)
    expect(again).toMatchObject({roots: [{label: expect.any(String)}], pages: ['https://stp.example.gov.vn/an']})
  })
})

describe('pages that the register names', () => {
  async function crawl(pages: Site, named: string[], more: Partial<ProbeTools> = {}) {
    const site: StandSite = await stand(pages)
    closing.push(() => site.close())
    const given = named.map((path) => (path.startsWith('/') ? `${site.origin}${path}` : path))
    const {crawl: fact} = await probe(registered(`${site.origin}/`, {pages: given}), {groups: new Set(['web', 'content']), ...more})
    if (!fact?.ok) throw new Error('no fact')
    const paths = new Map(fact.value.pages.map(({url, origin}) => [url.replace(site.origin, ''), origin]))
    return {...fact.value, paths, asked: site.asked}
  }
  const many: Site = {
    '/': link(...Array.from({length: 60}, (_, at) => `/muc-${at}/bai`)),
    '/an/mot': 'x',
    '/an/hai': link('/an/ba'),
    '/an/ba': 'x',
    '*': (_agent, path) => (path.startsWith('/muc-') ? `bài ${path}` : undefined),
  }

  test('are looked at first, whatever else the site leads to, and what they lead to is known', async () => {
    const {paths, pagesKnown} = await crawl(many, ['/an/mot', '/an/hai', '/an/mot', '/'])
    expect([...paths].slice(0, 3)).toEqual([
      ['/', 'home'],
      ['/an/mot', 'given'],
      ['/an/hai', 'given'],
    ])
    expect(pagesKnown).toBe(64)
  })

  test('come first where the first page links to them as well', async () => {
    const {paths} = await crawl(many, ['/muc-40/bai'], {crawl: {...probeTools(table({}), pool).crawl, maxPages: 2}})
    expect([...paths]).toEqual([
      ['/', 'home'],
      ['/muc-40/bai', 'given'],
    ])
  })

  test('keep to robots.txt and to the number that a person sets', async () => {
    const closed = await crawl({...many, '/robots.txt': {type: 'text/plain', body: 'User-agent: *\nDisallow: /an/mot\n'}}, [
      '/an/mot',
      '/an/hai',
    ])
    expect([closed.paths.get('/an/hai'), closed.paths.has('/an/mot')]).toEqual(['given', false])
    expect(['/an/hai', '/an/mot'].map((path) => closed.asked.some((line) => line.includes(path)))).toEqual([true, false])
    expect(closed.unseen.map(({what}) => what)).toContain('robots')
    const few = await crawl(many, ['/an/mot', '/an/hai'], {crawl: {...probeTools(table({}), pool).crawl, maxPages: 2}})
    expect([...few.paths.values()]).toEqual(['home', 'given'])
    expect(few.whole).toBe(false)
  })

  test('of other sites are not asked for, and said so', async () => {
    const {paths, unseen, whole} = await crawl({'/': 'x'}, ['https://khac.example.vn/an'])
    expect([...paths.keys()].filter((path) => path.includes('khac'))).toEqual([])
    expect(unseen).toContainEqual({what: 'given', reason: expect.stringContaining('1 are not of this site')})
    expect(whole).toBe(false)
  })
})
