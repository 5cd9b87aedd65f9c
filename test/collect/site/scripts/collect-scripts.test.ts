import {afterEach, describe, expect, it} from 'vitest'
import {evaluateCheck} from '../../../../src/check/evaluate.ts'
import {seeFacts} from '../../../../src/check/seen-facts.ts'
import {toSiteFacts} from '../../../../src/collect/site/context.ts'
import {collectPage} from '../../../../src/collect/site/page/collect-page.ts'
import {collectScripts} from '../../../../src/collect/site/scripts/collect-scripts.ts'
import {loadContent} from '../../../../src/content/content.ts'
import {loadJsLibraries} from '../../../../src/content/load-js-libraries.ts'
import {loadPageTables} from '../../../../src/content/load-page-tables.ts'
import {closeServers, type Served, serve} from '../page/loopback.ts'

const page = loadPageTables()
const libraries = loadJsLibraries()
const {checks} = loadContent()
afterEach(closeServers)

const script = (body: string): Served => ({headers: {'content-type': 'text/javascript'}, body})
const jquery = (version: string) => script(`/*! jQuery v${version} | (c) OpenJS Foundation */\n!function(){}`)

/** The page with its scripts, what was asked for beyond the page, the fact and what the check says. */
async function look(sources: readonly string[], files: Record<string, Served>, tables = libraries) {
  const ranges: string[] = []
  const site = await serve((path, {headers}) => {
    if (headers.range) ranges.push(headers.range)
    return path === '/' ? {headers: {'content-type': 'text/html'}, body: tagsOf(sources)} : files[path]
  })
  const collected = await collectPage(site.context, site.home, page)
  site.asked.length = 0
  const scripts = await collectScripts(site.context, collected.page, tables)
  const facts = toSiteFacts({scripts, siteAddress: {ok: true, value: address, source: 'x'}}, '2026-11-26T00:00:00.000Z')
  if (!facts.scripts?.ok) throw new Error(facts.scripts?.detail)
  const check = checks.get('js.vulnerable')
  if (!check) throw new Error('no check')
  const judged = evaluateCheck(check, seeFacts(facts, '2026-11-26', 7), check.check.params)
  const {value} = facts.scripts
  const found = value.libraries.map(({id, version, seenIn}) => `${id} ${version} ${seenIn}`)
  return {value, found, judged, ranges, asked: site.asked.map((url) => new URL(url).pathname)}
}

const address = {url: 'http://a.gov.vn/', scheme: 'http' as const, host: 'a.gov.vn', port: 80, literal: false}
const tagsOf = (sources: readonly string[]) =>
  `<!doctype html><title>x</title>${sources.map((src) => `<script src="${src}"></script>`).join('')}`

describe('libraries that a page loads', () => {
  it('a file says what it is, whatever it is called; only its beginning is asked for', async () => {
    const {found, judged, ranges} = await look(['/jquery-3.7.1.min.js'], {'/jquery-3.7.1.min.js': jquery('1.12.4')})
    expect(found).toEqual(['jquery 1.12.4 content'])
    expect(judged).toEqual({outcome: 'fail'})
    expect(ranges).toEqual(['bytes=0-8191'])
  })

  it('asks no host but its own, and reads theirs from the address', async () => {
    const {found, judged, asked} = await look(['https://code.jquery.com/jquery-3.4.1.min.js', '/app.js'], {'/app.js': script('x=1')})
    expect(found).toEqual(['jquery 3.4.1 address'])
    expect(judged.outcome).toBe('fail')
    expect(asked).toEqual(['/app.js'])
  })

  it('passes where all that was recognised is known and free of holes', async () => {
    const {value, judged} = await look(['/jquery.js', 'https://x.vn/bootstrap@5.3.3/bootstrap.min.js', '/a.js'], {
      '/jquery.js': jquery('3.7.1'),
      '/a.js': script('var a'),
    })
    expect(judged).toEqual({outcome: 'pass'})
    expect(value).toMatchObject({files: 3, opened: 2, unrecognised: 1})
  })

  it.each<[string, string[], Record<string, Served>, string]>([
    ['nothing recognised', ['/app.js'], {'/app.js': script('!function(){}')}, 'no library of the list was recognised'],
    ['a version that nobody tells', ['/jquery.min.js'], {'/jquery.min.js': script('!function(){}')}, 'jQuery: its version is not told'],
    ['an error page in its place', ['/jquery.min.js'], {'/jquery.min.js': {body: '<html>log in'}}, 'jQuery: its version is not told'],
    [
      'a file that is refused',
      ['/x.js', '/jquery.js'],
      {'/x.js': {status: 403}, '/jquery.js': jquery('3.7.1')},
      '1 script files of the site were not opened',
    ],
    ['half a version', ['https://x.vn/npm/jquery-ui@1.13/jquery-ui.js'], {}, 'jQuery UI 1.13: its version is told in part'],
    ['a library of which more is known', ['/axios.js'], {'/axios.js': script('/*! axios v1.20.0 |')}, 'axios 1.20.0: newer holes'],
  ])('leaves it open: %s', async (_, sources, files, detail) => {
    const {judged} = await look(sources, files)
    expect(judged).toMatchObject({outcome: 'unknown', detail: expect.stringContaining(detail)})
  })

  it('does not count a file that is not there', async () => {
    const {found, judged} = await look(['/jquery-1.4.2.min.js', '/b.js'], {'/b.js': jquery('3.7.1')})
    expect(found).toEqual(['jquery 3.7.1 content'])
    expect(judged.outcome).toBe('pass')
  })

  it('opens few files, the telling ones first, and says what it left', async () => {
    const many = Array.from({length: 20}, (_, i) => `/p${i}.js`)
    const files = Object.fromEntries(many.map((path) => [path, script('x')]))
    const {asked, judged} = await look([...many, '/jquery.js'], {...files, '/jquery.js': jquery('3.7.1')})
    expect(asked).toHaveLength(libraries.reading.files)
    expect(asked[0]).toBe('/jquery.js')
    expect(judged).toMatchObject({outcome: 'unknown', detail: expect.stringContaining('13 script files')})
  })

  it('stops where the server stops answering', async () => {
    const {asked, judged} = await look(['/slow1.js', '/slow2.js'], {})
    expect(asked).toEqual(['/slow1.js'])
    expect(judged.outcome).toBe('unknown')
  })

  it('a page without script files has nothing to judge', async () => {
    expect((await look([], {})).judged.outcome).toBe('not-applicable')
  })

  it('a page that was not seen tells nothing', async () => {
    const {context} = await serve(() => undefined)
    const missing = {ok: false, reason: 'timeout', detail: 'late', source: 'x'} as const
    expect(await collectScripts(context, missing, libraries)).toMatchObject({ok: false, reason: 'timeout'})
    expect(await collectScripts(context, undefined, libraries)).toMatchObject({ok: false})
  })
})
