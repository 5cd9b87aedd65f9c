import {afterEach, describe, expect, test} from 'vitest'
import {createRobots} from '../../../../src/collect/site/crawl/robots.ts'
import {fetcherFor} from '../http/stand.ts'
import {type Reply, rules, type StandSite, stand} from './stand.ts'

let site: StandSite | undefined
afterEach(() => site?.close())

async function robotsOf(reply: Reply, more: Reply = {status: 404}) {
  site = await stand({'/robots.txt': reply, '/khac.txt': more})
  const {origin} = site
  const {fetcher} = fetcherFor(site.port)
  const robots = createRobots(fetcher, 'stp-sec', rules.robots)
  return {
    own: await robots.of(new URL(origin)),
    allows: (path: string) => robots.allows(new URL(path, origin)),
    asked: site.asked,
  }
}
const text = (body: string): Reply => ({type: 'text/plain', body})

describe('what the file says', () => {
  test.each<[string, string, Record<string, boolean>]>([
    ['all are forbidden', 'User-agent: *\nDisallow: /', {'/': false, '/a?b=1': false}],
    ['nothing is forbidden', 'User-agent: *\nDisallow:', {'/': true, '/a': true}],
    ['another robot is meant', 'User-agent: Googlebot\nDisallow: /', {'/a': true}],
    [
      'its own group counts, not that of all',
      'User-agent: *\nDisallow: /\n\nUser-agent: STP-Sec/1.0\nDisallow: /rieng',
      {'/a': true, '/rieng/x': false},
    ],
    ['the longest rule wins', 'User-agent: *\nDisallow: /a\nAllow: /a/b', {'/a/c': false, '/a/b/c': true}],
    [
      'wildcards and ends',
      'User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?s=',
      {'/x/a.pdf': false, '/x/a.pdf?b': true, '/?s=x': false, '/?t=x': true},
    ],
    ['Vietnamese paths', 'User-agent: *\nDisallow: /tin-mới', {'/tin-m%E1%BB%9Bi/1': false, '/tin-cu': true}],
    ['a mark at the start, old line ends, comments', '\uFEFFUser-agent: * # mọi\rDisallow: /a # cấm\r', {'/a': false, '/b': true}],
    ['a page in its place', '<!DOCTYPE html><p>User-agent: *\nDisallow: /', {'/a': true}],
    ['nothing at all', '', {'/a': true}],
    ['names of built-in properties', 'User-agent: __proto__\nDisallow: /\nUser-agent: constructor\nDisallow: /', {'/a': true}],
  ])('%s', async (_, body, expected) => {
    const {allows} = await robotsOf(text(body))
    for (const [path, isAllowed] of Object.entries(expected)) expect(await allows(path), path).toBe(isAllowed)
  })

  test.each([
    ['0.5', 500],
    ['7', 7000],
    ['3600', 10_000],
    ['-5', 0],
    ['chậm', 0],
    ['Infinity', 10_000],
  ])('Crawl-delay: %s', async (written, ms) => {
    expect((await robotsOf(text(`User-agent: *\nCrawl-delay: ${written}\nDisallow: /a`))).own.delayMs).toBe(ms)
  })

  test('sitemaps are named', async () => {
    const {own} = await robotsOf(text('Sitemap: https://a.gov.vn/s.xml\nUser-agent: *\nSitemap: /b.xml.gz'))
    expect(own.sitemaps).toEqual(['https://a.gov.vn/s.xml', '/b.xml.gz'])
  })
})

describe('what the server answers instead', () => {
  test.each<[string, Reply, string, boolean]>([
    ['404', {status: 404}, 'absent', true],
    ['403', {status: 403}, 'absent', true],
    ['500', {status: 500}, 'unavailable', false],
    ['503', {status: 503, headers: {'retry-after': '0'}}, 'unavailable', false],
    ['a reset', {reset: true}, 'unavailable', false],
    ['silence', {afterMs: 5000}, 'unavailable', false],
    ['a way round', {status: 301, headers: {location: '/khac.txt'}}, 'read', false],
    ['a circle', {status: 301, headers: {location: '/robots.txt'}}, 'absent', true],
    ['another site', {status: 301, headers: {location: 'https://khac.vn/robots.txt'}}, 'unreadable', false],
  ])('%s', async (_, reply, state, isAllowed) => {
    const {own, allows} = await robotsOf(reply, text('User-agent: *\nDisallow: /'))
    expect(own.state).toBe(state)
    expect(await allows('/a')).toBe(isAllowed)
  })

  test('it is asked for once', async () => {
    const {allows, asked} = await robotsOf(text('User-agent: *\nDisallow: /a'))
    await Promise.all([allows('/a'), allows('/b'), allows('/c')])
    expect(asked).toHaveLength(1)
  })

  test('no more hosts than are worth it', async () => {
    site = await stand({})
    const {fetcher} = fetcherFor(site.port)
    const robots = createRobots(fetcher, 'stp-sec', {...rules.robots, origins: 1})
    expect(await robots.allows(new URL(`${site.origin}/a`))).toBe(true)
    expect(await robots.allows(new URL('http://127.0.0.2/a'))).toBe(false)
  })
})

describe('a hostile file', () => {
  test('rules that are slow to follow forbid in the end, in bounded time', async () => {
    const slow = Array.from({length: 4000}, () => `Disallow: ${'/*a'.repeat(30)}b`).join('\n')
    const {allows} = await robotsOf(text(`User-agent: *\n${slow}`))
    const path = `/${'/a'.repeat(900)}`
    const began = performance.now()
    const answers = await Promise.all(Array.from({length: 40}, () => allows(path)))
    expect(performance.now() - began).toBeLessThan(8000)
    expect(answers.at(-1)).toBe(false)
  })

  test('a file without end counts as far as it is read, and its last line does not allow more than it says', async () => {
    const head = 'User-agent: *\nDisallow: /\n'
    const filler = `${'# x\n'.repeat((512 * 1024 - head.length - 8) / 4)}`
    const cut = `${head}${filler}`.padEnd(512 * 1024 - 8, '\n')
    const {own, allows} = await robotsOf(text(`${cut}Allow: /cong-khai\n${'# y\n'.repeat(100_000)}`))
    expect(own.state).toBe('read')
    expect(await allows('/rieng')).toBe(false)
  })

  test('a packed file that unpacks without end', async () => {
    const {gzipSync} = await import('node:zlib')
    const bomb = gzipSync(Buffer.alloc(100_000_000, '#'))
    const {own} = await robotsOf({type: 'text/plain', headers: {'content-encoding': 'gzip'}, body: bomb})
    expect(own.delayMs).toBe(0)
    expect(['read', 'unreadable']).toContain(own.state)
  })
})
