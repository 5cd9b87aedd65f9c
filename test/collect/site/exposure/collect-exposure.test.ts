import {gzipSync} from 'node:zlib'
import {afterEach, describe, expect, test} from 'vitest'
import {collectExposure} from '../../../../src/collect/site/exposure/collect-exposure.ts'
import {collectWeb} from '../../../../src/collect/site/web/collect-web.ts'
import {loadBlockPages} from '../../../../src/content/load-block-pages.ts'
import {loadExposureRules} from '../../../../src/content/load-exposure-rules.ts'
import {siteFacts} from '../../../../src/model/facts/site/index.ts'
import {type Handler, type Site, serveSite} from '../web/site.ts'

const rules = loadExposureRules()
const blockPages = loadBlockPages()
const closing: Site[] = []
afterEach(async () => {
  for (const site of closing.splice(0)) await site.close()
})

async function look(answer: Handler, more: Parameters<typeof serveSite>[1] = {}) {
  const site = await serveSite(answer, more)
  closing.push(site)
  const web = await collectWeb(site.context, blockPages)
  const {exposure} = await collectExposure(site.context, web, rules, blockPages)
  if (exposure?.ok) siteFacts.exposure.parse(exposure.value)
  return {exposure, site}
}

async function seen(answer: Handler, more: Parameters<typeof serveSite>[1] = {}) {
  const {exposure, site} = await look(answer, more)
  if (!exposure?.ok) throw new Error(`no fact: ${exposure?.detail}`)
  const {asked: _, trace: __, ...lists} = exposure.value
  const found = Object.entries(lists).flatMap(([kind, list]) => list.map((one) => ({kind, ...one})))
  const {trace: noTrace, ...gaps} = exposure.gaps ?? {}
  return {found, kinds: [...new Set(found.map(({kind}) => kind))], gaps, noTrace, value: exposure.value, site}
}

/** Pages by path; anything else is not there. */
const pages =
  (table: Record<string, string | Buffer | [status: number, body: string]>, missing: [number, string] = [404, 'Không tìm thấy trang']) =>
  (...[request, response]: Parameters<Handler>) => {
    const page = table[request.url ?? ''] ?? (request.url === '/' ? home : missing)
    const [status, body] = Array.isArray(page) ? page : [200, page]
    response.writeHead(status as number, {'content-type': 'text/html; charset=utf-8'}).end(body)
  }

const home = `<!doctype html><title>Sở Tư pháp</title>${'<p>Trang thông tin điện tử của Sở Tư pháp</p>'.repeat(20)}`
const secret = 'S3cretOfTheTest'

describe('files that lie open', () => {
  test.each<[string, string, string | Buffer, string]>([
    ['.git/HEAD', '/.git/HEAD', 'ref: refs/heads/main\n', 'git'],
    [
      '.git/config',
      '/.git/config',
      `[core]\n\trepositoryformatversion = 0\n[remote "o"]\n\turl = https://u:${secret}@git.gov.vn/x\n`,
      'git',
    ],
    ['.env', '/.env', `# x\nAPP_NAME=a\nDB_PASSWORD=${secret}\nAPP_KEY=base64:${secret}\n`, 'env'],
    ['a dump', '/backup.sql', `-- MySQL dump 10.13  Distrib 8.0\nINSERT INTO users VALUES ('${secret}');`, 'backup'],
    ['an archive', '/backup.zip', Buffer.from(`504b0304${Buffer.from(secret).toString('hex')}`, 'hex'), 'backup'],
    ['an archive that holds a page as it is', '/backup.zip', Buffer.from(`PK\u0003\u0004index.html<html>${secret}`), 'backup'],
    ['a settings file of WordPress', '/wp-config.php.bak', `<?php define('DB_PASSWORD', '${secret}');`, 'backup'],
    ['phpinfo', '/phpinfo.php', '<html><title>PHP 8.1.2 - phpinfo()</title><h1>PHP Version 8.1.2</h1>', 'phpinfo'],
    ['a listing', '/uploads/', '<html><head><title>Index of /uploads</title></head><a href="ds.xlsx">ds.xlsx</a>', 'listing'],
    ['a listing of IIS', '/upload/', '<pre><A HREF="/">[To Parent Directory]</A><br>', 'listing'],
  ])('%s', async (_, path, body, kind) => {
    const {found, gaps, site} = await seen(pages({[path]: body}))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({kind, url: `${site.url.slice(0, -1)}${path}`, status: 200})
    expect(found[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(found)).not.toContain(secret)
    expect(gaps).toEqual({})
  })

  test('no more than 4 kB are read, in the clear', async () => {
    const ranges: (string | undefined)[] = []
    const {found} = await seen((request, response) => {
      if (request.url !== '/.env') return pages({})(request, response)
      ranges.push(request.headers.range, request.headers['accept-encoding'])
      response.end(`APP_KEY=x\n${'y'.repeat(1_000_000)}`)
    })
    expect(ranges).toEqual(['bytes=0-4095', 'identity'])
    expect(found[0]?.bytes).toBe(4096)
  })

  test('the list is short and asked once, without what a visitor never sends', async () => {
    const {site, value, noTrace} = await seen(pages({}))
    expect(value.asked).toBe(rules.paths.length)
    expect(rules.paths.length).toBeLessThanOrEqual(12)
    expect(site.asked.filter((line) => line.startsWith('GET /')).length).toBeLessThanOrEqual(rules.paths.length + 2)
    expect(site.asked.every((line) => line.startsWith('GET '))).toBe(true)
    expect(noTrace).toMatchObject({reason: 'not-collected'})
  })
})

describe('what is no exposure', () => {
  const everything = `[core] repositoryformatversion ref: refs/ APP_KEY= -- MySQL dump phpinfo() PHP Version <title>Index of /`
  test.each<[string, Handler]>([
    ['nothing there', pages({})],
    ['one page for every address', pages({}, [200, home])],
    ['a page made anew for each visit', (_, response) => response.end(`${home}<!-- ${Math.random()} ${process.hrtime.bigint()} -->`)],
    ['an application that answers 200 with its first page', pages({}, [200, `<!doctype html><div id=app></div>${everything}`])],
    ['a page that writes about such files', pages({'/.git/HEAD': `<html>${everything}`, '/.env': `<html>\nAPP_KEY=x`})],
    ['an empty file', pages({'/.env': '', '/.git/HEAD': ''})],
    [
      'redirects to the home page',
      (request, response) => (request.url === '/' ? response.end(home) : response.writeHead(302, {location: '/'}).end()),
    ],
    [
      'dot files refused as a rule',
      (request, response) => (request.url?.startsWith('/.') ? response.writeHead(403).end() : pages({})(request, response)),
    ],
    ['a folder that may not be listed', pages({'/uploads/': [403, 'Forbidden']})],
    ['everything unknown refused', pages({}, [403, 'Forbidden'])],
  ])('%s', async (_, answer) => {
    const {found, gaps} = await seen(answer)
    expect(found).toEqual([])
    expect(gaps).toEqual({})
  })

  test.each([400, 403, 405])('one file refused by name (%i) is not known, and its kind alone', async (status) => {
    const {kinds, gaps} = await seen(pages({'/.env': [status, 'Refused']}))
    expect(kinds).toEqual([])
    expect(gaps).toMatchObject({'env.+': {reason: 'not-collected'}})
    expect(Object.keys(gaps)).toEqual(['env.+'])
  })

  test('a block page in place of the page that cannot be there leaves everything open', async () => {
    const block = 'The requested URL was rejected. Please consult with your administrator.'
    const {exposure} = await look(pages({}, [200, block]))
    expect(exposure).toMatchObject({ok: false, reason: 'not-collected'})
  })

  test('a server in trouble, a guard and a broken answer leave their kind open', async () => {
    const {kinds, gaps} = await seen((request, response) => {
      if (request.url === '/.env') response.writeHead(500).end('x')
      else if (request.url === '/.git/config')
        response.writeHead(200).end('The requested URL was rejected. Please consult with your administrator.')
      else if (request.url === '/phpinfo.php') response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync(home).subarray(0, 20))
      else pages({})(request, response)
    })
    expect(kinds).toEqual([])
    expect(Object.keys(gaps).sort()).toEqual(['env.+', 'git.+', 'phpinfo.+'])
  })
})

describe('stack traces', () => {
  test.each<[string, string, number]>([
    ['Java', '<h1>HTTP Status 500</h1><pre>java.lang.NullPointerException\n\tat org.apache.catalina.core.X', 500],
    ['ASP.NET', '<!-- \n[HttpException]: The file does not exist.\n at System.Web.UI.Util.CheckVirtualFileExists', 404],
    ['PHP', '<br />\n<b>Fatal error</b>:  Uncaught Error in /var/www/html/index.php:3', 500],
    ['Django', "Page not found. You're seeing this error because you have <code>DEBUG = True</code>", 404],
    ['a database', 'SQLSTATE[42S02]: Base table or view not found', 500],
  ])('%s', async (_, body, status) => {
    const {found} = await seen(pages({}, [status, body]))
    expect(found.map(({kind}) => kind)).toContain('stacktrace')
  })

  test('one at the end of a long page', async () => {
    const error = '<b>Fatal error</b>:  Uncaught Error in /var/www/html/index.php:3'
    const {found} = await seen(pages({'/': home.repeat(80) + error}))
    expect(found).toMatchObject([{kind: 'stacktrace', signature: 'stack-php'}])
    const aspx = await seen((request, response) =>
      request.url?.endsWith('.aspx') ? response.writeHead(500).end(home.repeat(30) + error) : pages({})(request, response),
    )
    expect(aspx.found).toMatchObject([{kind: 'stacktrace', status: 500}])
    expect(aspx.gaps).toEqual({})
  })

  test('an error page longer than what is read proves nothing', async () => {
    const {found, gaps} = await seen(pages({}, [404, home.repeat(100)]))
    expect(found).toEqual([])
    expect(Object.keys(gaps)).toEqual(['stacktrace.+'])
  })

  test('a folder that is the home page', async () => {
    const {kinds} = await seen(pages({'/': '<title>Index of /</title><a href="data.zip">'}))
    expect(kinds).toEqual(['listing'])
  })
})

describe('TRACE', () => {
  test.each<[string, Handler, Record<string, unknown>]>([
    [
      'echoed',
      (request, response) => {
        if (request.method !== 'TRACE') return pages({})(request, response)
        response.end(
          `TRACE / HTTP/1.1\r\n${Object.entries(request.headers)
            .map((pair) => pair.join(': '))
            .join('\r\n')}`,
        )
      },
      {status: 200, echoes: true},
    ],
    [
      'refused',
      (request, response) => (request.method === 'TRACE' ? response.writeHead(405).end() : pages({})(request, response)),
      {status: 405, echoes: false},
    ],
    ['answered as a page', pages({}), {status: 200, echoes: false}],
  ])('%s', async (_, answer, expected) => {
    const {value} = await seen(answer, {active: true})
    expect(value.trace).toEqual(expected)
  })
})

describe('sites that cannot be looked at', () => {
  test.each<[string, Handler, string]>([
    ['blocked', (_, response) => response.writeHead(403).end('no'), 'not-collected'],
    ['closed', (request) => request.socket.resetAndDestroy(), 'not-collected'],
    ['silent', () => undefined, 'timeout'],
  ])('%s', async (_, answer, reason) => {
    const {exposure, site} = await look(answer, {politeness: {timeoutMs: 200}})
    expect(exposure).toMatchObject({ok: false, reason})
    expect(site.asked.length).toBeLessThanOrEqual(3)
  })

  test('who falls silent or asks for patience on the way is asked no more', async () => {
    const silent = await seen((request, response) => (request.url?.includes('git') ? undefined : pages({})(request, response)), {
      politeness: {timeoutMs: 200},
    })
    expect(Object.keys(silent.gaps).sort()).toEqual(['backup.+', 'env.+', 'git.+', 'listing.+', 'phpinfo.+', 'stacktrace.+'])
    expect(silent.value.asked).toBe(2)
    const limited = await seen((request, response) =>
      request.url?.startsWith('/.') ? response.writeHead(429, {'retry-after': '1'}).end() : pages({})(request, response),
    )
    expect(Object.keys(limited.gaps)).toHaveLength(6)
    expect(limited.found).toEqual([])
  })

  test('the budget of requests ends the list', async () => {
    const {gaps, value} = await seen(pages({}), {politeness: {perSite: 6}})
    expect(value.asked).toBe(5)
    expect(Object.keys(gaps)).toContain('stacktrace.+')
  })
})
