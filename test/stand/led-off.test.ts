import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createAddressRules} from '../../src/collect/site/net/address-rules.ts'
import type {Resolver} from '../../src/collect/site/net/resolver.ts'
import {probeGroupNames} from '../../src/probe/groups.ts'
import type {Pki} from '../collect/site/certificate/pki.ts'
import {table} from '../collect/site/http/stand.ts'
import {canaryAt} from './canary.ts'
import {host, type Pages} from './case.ts'
import {makeCertificates} from './certificates.ts'
import {createProber, type Prober} from './probe-case.ts'
import {startSite} from './site.ts'

let pki: Pki
let prober: Prober
const closing: (() => void)[] = []
beforeAll(() => {
  pki = makeCertificates()
  prober = createProber(pki)
})
afterAll(async () => {
  for (const close of closing) close()
  await prober.close()
  pki.remove()
})

const inside = '127.0.0.9'
/** A name of the same domain, so that its name alone keeps nobody away. */
const insideName = 'noi-bo.angiang.gov.vn'
const names = {[host]: ['127.0.0.1'], [insideName]: [inside], 'noi-bo.gov.vn': [inside]}
const here = () => createAddressRules(['127.0.0.1']) ?? expect.fail('bad range')

/** A site that may be reached, and beside it, at the same port, a server at an address that may not. */
async function siteBesideCanary(pages: (port: number) => Pages) {
  let port = 0
  const canary = canaryAt(inside)
  // What a page says is only known once its port is.
  const late = (path: string): Pages[string] => ({
    write: (response) => response.end(pages(port)[path]?.body ?? ''),
    per: () => pages(port)[path]?.headers as Record<string, string>,
    status: pages(0)[path]?.status ?? 200,
  })
  const identity = {
    key: Buffer.from(pki.read(pki.keyNameOf('good'))),
    cert: Buffer.from(pki.pem('good') + pki.pem('mid')),
  }
  const site = await startSite(Object.fromEntries(Object.keys(pages(0)).map((path) => [path, late(path)])), identity)
  port = site.port
  await canary.listen(port)
  closing.push(site.close, canary.close)
  return {port, canary}
}

const leads = (port: number) => [`https://${inside}:${port}`, `http://${inside}:${port}`, `https://${insideName}:${port}`]
const html = {'content-type': 'text/html; charset=utf-8'}

describe('no site leads the probe to an address that may not be reached', () => {
  it('by links, files, frames, a base, a refresh, robots.txt, sitemaps and security.txt', async () => {
    const {port, canary} = await siteBesideCanary((at) => ({
      '/': {
        headers: html,
        body: `<!doctype html><title>Sở Tư pháp</title><meta http-equiv="refresh" content="0;url=${leads(at)[2]}/"><body>
${leads(at)
  .flatMap((base) => [
    `<a href="${base}/">Nội bộ</a><a href="${base}/f/danh-sach.xlsx">Danh sách</a>`,
    `<iframe src="${base}/khung"></iframe><script src="${base}/a.js"></script><img src="${base}/a.png">`,
  ])
  .join('\n')}
<a href="/di">Đi</a><a href="/f/di.xlsx">Tệp</a><a href="file:///etc/passwd">x</a><a href="gopher://${inside}:${at}/">x</a>`,
      },
      '/di': {status: 302, headers: {location: `${leads(at)[2]}/`}},
      '/f/di.xlsx': {status: 302, headers: {location: `${leads(at)[0]}/f/a.xlsx`}},
      '/robots.txt': {
        headers: {'content-type': 'text/plain'},
        body: `Sitemap: ${leads(at)[2]}/s.xml\nSitemap: https://${host}:${at}/sitemap.xml\n`,
      },
      '/sitemap.xml': {
        headers: {'content-type': 'text/xml'},
        body: `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${leads(at)
          .map((base) => `<url><loc>${base}/tin</loc></url>`)
          .join('')}</urlset>`,
      },
      '/.well-known/security.txt': {status: 302, headers: {location: `${leads(at)[2]}/security.txt`}},
      '/.env': {status: 302, headers: {location: `${leads(at)[1]}/.env`}},
    }))
    const {status, requests} = await prober.probe(
      {groups: probeGroupNames},
      {port, address: '127.0.0.1'},
      {rules: here(), resolver: table(names)},
    )
    expect(status).toBe('ok')
    expect(requests).toBeGreaterThan(15)
    expect(canary.connections()).toBe(0)
  })

  it.each([
    ['an address', (port: number) => `https://${inside}:${port}/`],
    ['a name of its own domain', (port: number) => `https://${insideName}:${port}/`],
    ['another domain', (port: number) => `https://noi-bo.gov.vn:${port}/`],
    ['localhost', () => 'http://localhost/'],
    ['a file', () => 'file:///etc/passwd'],
    ['another protocol', (port: number) => `gopher://${inside}:${port}/`],
    ['an address written as one number', (port: number) => `https://2130706441:${port}/`],
    ['an address in IPv6 clothes', (port: number) => `https://[::ffff:7f00:9]:${port}/`],
    ['a name and password', (port: number) => `https://a:b@${insideName}:${port}/`],
  ])('by its first page: %s', async (_, target) => {
    const {port, canary} = await siteBesideCanary((at) => ({'/': {status: 302, headers: {location: target(at)}}}))
    const {fails} = await prober.probe({}, {port, address: '127.0.0.1'}, {rules: here(), resolver: table(names)})
    expect(canary.connections()).toBe(0)
    expect(fails.filter((check) => !['http.redirect-private', 'http.redirect-invalid'].includes(check))).toEqual([])
  })

  it('where the address is permitted the same lead is followed: the canary does count', async () => {
    const {port, canary} = await siteBesideCanary((at) => ({'/': {status: 302, headers: {location: `https://${insideName}:${at}/`}}}))
    const rules = createAddressRules(['127.0.0.1', inside]) ?? expect.fail('bad range')
    await prober.probe({groups: ['web']}, {port, address: '127.0.0.1'}, {rules, resolver: table(names)})
    expect(canary.connections()).toBeGreaterThan(0)
  })

  it('by a name that changes its answer after it was checked (DNS rebinding)', async () => {
    const {port, canary} = await siteBesideCanary(() => ({'/': {headers: html, body: '<title>Sở Tư pháp</title><a href="/a">a</a>'}}))
    let asked = 0
    const resolver: Resolver = {resolve: async () => ({ok: true, addresses: [asked++ === 0 ? '127.0.0.1' : inside]})}
    const {status} = await prober.probe({}, {port, address: '127.0.0.1'}, {rules: here(), resolver})
    expect(status).toBe('ok')
    expect(canary.connections()).toBe(0)
  })

  it.each([
    ['loopback alone', [inside]],
    ['loopback in every form', ['::1', '0.0.0.0', '::ffff:127.0.0.9', inside]],
  ])('by a name that resolves to %s', async (_, addresses) => {
    const {port, canary} = await siteBesideCanary(() => ({}))
    const {status, requests, fails, passes} = await prober.probe(
      {},
      {port, address: inside},
      {rules: createAddressRules([]) ?? expect.fail('bad range'), resolver: table({[host]: addresses})},
    )
    expect([status, requests, fails]).toEqual(['private-address', 0, []])
    expect(passes.filter((check) => !check.startsWith('name.'))).toEqual([])
    expect(canary.connections()).toBe(0)
  })

  it('one good address among private ones is used, the others are not', async () => {
    const {port, canary} = await siteBesideCanary(() => ({}))
    const {status} = await prober.probe({}, {port, address: inside}, {rules: here(), resolver: table({[host]: [inside, '127.0.0.1']})})
    expect(status).toBe('ok')
    expect(canary.connections()).toBe(0)
  })
})
