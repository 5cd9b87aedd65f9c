import {describe, expect, test} from 'vitest'
import type {SiteContext} from '../../../../src/collect/site/context.ts'
import type {Fetched, FetchFailure, Hop} from '../../../../src/collect/site/http/fetcher.ts'
import {collectWeb} from '../../../../src/collect/site/web/collect-web.ts'
import {loadBlockPages} from '../../../../src/content/load-block-pages.ts'
import {siteFacts} from '../../../../src/model/facts/site/index.ts'

const hop = (url: string, status: number, location?: string): Hop => ({url, address: '8.8.8.8', status, ...(location ? {location} : {})})
const page = (hops: Hop[], status = 200): Fetched => ({
  ok: true,
  asked: hops[0]?.url ?? '',
  url: hops.at(-1)?.url ?? '',
  status,
  headers: [],
  body: Buffer.from('x'),
  truncated: false,
  hops,
})
const failed = (reason: FetchFailure, hops: Hop[] = []): Fetched => ({ok: false, asked: 'https://a.gov.vn/', reason, detail: reason, hops})

const https = 'https://a.gov.vn/'
const http = 'http://a.gov.vn/'
const good = page([hop(https, 200)])
const leads = page([hop(http, 301, https), hop(https, 200)])

const blockPages = loadBlockPages()

async function claims(main: Fetched, plain: Fetched) {
  const context = {
    site: {id: 'site-a', url: https, scheme: 'https', host: 'a.gov.vn', port: 443},
    addresses: ['8.8.8.8'],
    now: new Date('2026-11-26T00:00:00Z'),
    fetcher: {fetch: async (url: string) => (url === https ? main : url === http ? plain : failed('timeout')), requests: 0},
  } as unknown as SiteContext
  const collected = await collectWeb(context, blockPages)
  const fact = collected.facts.web
  if (!fact?.ok) throw new Error('no fact')
  siteFacts.web.parse(fact.value)
  const {main: _, plain: __, statusDetail: ___, ipv4: ____, ...rest} = fact.value
  return {...rest, home: collected.home !== undefined}
}

const whole = {downgraded: false, loops: false, leadsToPrivate: false, leadsNowhere: false}

describe('what answers and redirects prove', () => {
  test.each<[string, Fetched, Fetched, Record<string, unknown>]>([
    [
      'https, and http that leads to it',
      good,
      leads,
      {status: 'ok', home: true, plainServed: true, plainPages: false, permanent: true, leavesHostFirst: false, ...whole},
    ],
    ['a page over http', good, page([hop(http, 200)]), {status: 'ok', home: true, plainServed: true, plainPages: true, ...whole}],
    ['nothing on port 80', good, failed('unreachable'), {status: 'ok', home: true, plainServed: false, ...whole}],
    [
      'no answer on port 80 proves nothing but that https stays https',
      good,
      failed('timeout'),
      {status: 'ok', home: true, downgraded: false},
    ],
    ['nor does a reset', good, failed('reset'), {status: 'ok', home: true, downgraded: false}],
    [
      'an error page over http is no page',
      good,
      page([hop(http, 404)], 404),
      {status: 'ok', home: true, plainServed: true, plainPages: false, ...whole},
    ],
    ['a guard on port 80 proves nothing', good, page([hop(http, 403)], 403), {status: 'ok', home: true, plainServed: true}],
    [
      'a fault of the server on port 80 neither',
      good,
      page([hop(http, 503)], 503),
      {status: 'ok', home: true, plainServed: true, ...whole},
    ],
    [
      'http leads away first',
      good,
      page([
        hop(http, 302, 'http://www.a.gov.vn/'),
        hop('http://www.a.gov.vn/', 301, 'https://www.a.gov.vn/'),
        hop('https://www.a.gov.vn/', 200),
      ]),
      {status: 'ok', home: true, plainServed: true, plainPages: false, permanent: true, leavesHostFirst: true, ...whole},
    ],
    [
      'https leads back to http',
      page([hop(https, 302, http), hop(http, 200)]),
      page([hop(http, 200)]),
      {status: 'ok', home: true, plainServed: true, plainPages: true, ...whole, downgraded: true},
    ],
    [
      'a loop',
      failed('redirect-loop', [hop(https, 302, https)]),
      leads,
      {status: 'ok', home: false, plainServed: true, plainPages: false, permanent: true, leavesHostFirst: false, ...whole, loops: true},
    ],
    [
      'a private address behind a redirect',
      failed('private-address', [hop(https, 302, 'https://trong.a.gov.vn/')]),
      leads,
      {
        status: 'ok',
        home: false,
        plainServed: true,
        plainPages: false,
        permanent: true,
        leavesHostFirst: false,
        ...whole,
        leadsToPrivate: true,
      },
    ],
    [
      'no web address',
      failed('redirect-invalid', [hop(https, 302, 'javascript:1')]),
      leads,
      {
        status: 'ok',
        home: false,
        plainServed: true,
        plainPages: false,
        permanent: true,
        leavesHostFirst: false,
        ...whole,
        leadsNowhere: true,
      },
    ],
    [
      'another domain',
      failed('off-scope', [hop(https, 302, 'https://b.com/')]),
      leads,
      {
        status: 'ok',
        home: false,
        plainServed: true,
        plainPages: false,
        permanent: true,
        leavesHostFirst: false,
        ...whole,
        outside: 'https://b.com/',
      },
    ],
    [
      'a chain cut by a timeout proves only what it showed',
      failed('timeout', [hop(https, 302, http)]),
      failed('timeout'),
      {status: 'timeout', home: false, downgraded: true},
    ],
    ['a guard is no site', page([hop(https, 403)], 403), failed('timeout'), {status: 'blocked', home: false}],
    ['too many requests', page([hop(https, 429)], 429), failed('rate-limited'), {status: 'rate-limited', home: false}],
    [
      'an error of the server is no page',
      page([hop(https, 500)], 500),
      failed('unreachable'),
      {status: 'ok', home: false, plainServed: false, ...whole},
    ],
    ['nothing there', failed('unreachable'), failed('unreachable'), {status: 'unreachable', home: false, plainServed: false}],
    ['reset', failed('reset'), failed('reset'), {status: 'reset', home: false}],
    ['TLS that no client speaks', failed('tls-error'), failed('timeout'), {status: 'protocol-error', home: false}],
  ])('%s', async (_, main, plain, expected) => {
    expect(await claims(main, plain)).toEqual(expected)
  })
})
