import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync} from 'node:zlib'
import {afterEach, describe, expect, test} from 'vitest'
import {createCookieChain} from '../../../../src/collect/site/http/cookie-chain.ts'
import {createConnectionLimits} from '../../../../src/collect/site/net/connection-limits.ts'
import {fetcherFor, onRequest, scripted} from './stand.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(answer: Parameters<typeof scripted>[0], more: Parameters<typeof fetcherFor>[1] = {}) {
  const server = await scripted(answer)
  const {fetcher, network, stop} = fetcherFor(server.port, more)
  closing.push(stop, () => fetcher.close(), server.close)
  return {server, fetcher, network, url: `http://127.0.0.1:${server.port}/`}
}

const reply = (status: string, headers: string[], body: Buffer | string = '') => {
  const bytes = Buffer.from(body as string)
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\n${[...headers, `content-length: ${bytes.length}`].join('\r\n')}\r\n\r\n`),
    bytes,
  ])
}
const always = (bytes: Buffer) => (socket: Parameters<Parameters<typeof scripted>[0]>[0]) => onRequest(socket, () => socket.write(bytes))

describe('answers', () => {
  const text = 'Trang thông tin điện tử Sở Tư pháp '.repeat(20)
  test.each<[string, Buffer]>([
    ['', Buffer.from(text)],
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
  ])('content-encoding %s is unpacked', async (coding, body) => {
    const {fetcher, url} = await serve(always(reply('200 OK', coding ? [`content-encoding: ${coding}`] : [], body)))
    const answer = await fetcher.fetch(url)
    expect(answer).toMatchObject({ok: true, status: 200, truncated: false})
    expect(answer.ok && answer.body.toString()).toBe(text)
  })

  test('headers keep their order, case and repetitions', async () => {
    const {fetcher, url} = await serve(always(reply('200 OK', ['Set-Cookie: a=1', 'X-Frame-Options: DENY', 'set-cookie: b=2'])))
    const answer = await fetcher.fetch(url)
    expect(answer.ok && answer.headers.slice(0, 3)).toEqual([
      ['set-cookie', 'a=1'],
      ['x-frame-options', 'DENY'],
      ['set-cookie', 'b=2'],
    ])
  })

  test('a header behind hundreds of others is read', async () => {
    const many = Array.from({length: 600}, (_, index) => `x-${index}: a`)
    const {fetcher, url} = await serve(always(reply('200 OK', [...many, 'strict-transport-security: max-age=1'])))
    const answer = await fetcher.fetch(url)
    expect(answer.ok && answer.headers.some(([name]) => name === 'strict-transport-security')).toBe(true)
  })

  test('each visitor has a name of its own; only the last comes from a search page', async () => {
    const heads: string[] = []
    const {fetcher, url} = await serve((socket) =>
      onRequest(socket, (_, head) => {
        heads.push(head)
        socket.write(reply('200 OK', []))
      }),
    )
    for (const visitor of ['tool', 'browser', 'crawler', 'search-visitor'] as const) await fetcher.fetch(url, {visitor})
    expect(heads.map((head) => /user-agent: (.*)/i.exec(head)?.[1])).toEqual(['stp-sec/test', 'Browser', 'Crawler', 'Searcher'])
    expect(heads.map((head) => /referer: /i.test(head))).toEqual([false, false, false, true])
  })

  test('redirects are followed with the cookies of the chain', async () => {
    const heads: string[] = []
    const {fetcher, url} = await serve((socket) =>
      onRequest(socket, (line, head) => {
        heads.push(head)
        socket.write(line.startsWith('GET / ') ? reply('302 Found', ['location: /b', 'set-cookie: s=1; Path=/']) : reply('200 OK', [], 'b'))
      }),
    )
    const answer = await fetcher.fetch(url)
    expect(answer).toMatchObject({ok: true, url: `${url}b`, hops: [{status: 302, location: `${url}b`}, {status: 200}]})
    expect(heads[1]).toMatch(/cookie: s=1/i)
  })
})

describe('connections', () => {
  test('a name whose first address is dead is reached at the next, and stays there', async () => {
    const {fetcher, server, network} = await serve(always(reply('200 OK', ['connection: close'])), {
      host: 'hai.co.gov.vn',
      names: {'hai.co.gov.vn': ['127.0.0.3', '127.0.0.1']},
      allowed: ['127.0.0.0/8'],
    })
    for (let index = 0; index < 2; index++)
      expect(await fetcher.fetch(`http://hai.co.gov.vn:${server.port}/`)).toMatchObject({ok: true, hops: [{address: '127.0.0.1'}]})
    expect(network.connections).toBe(3)
  })

  test('an address that is asked for is the one that answers', async () => {
    const {fetcher, url} = await serve(always(reply('200 OK', [])), {allowed: ['127.0.0.0/8']})
    expect(await fetcher.fetch(url, {address: '127.0.0.4'})).toMatchObject({ok: false, reason: 'unreachable'})
    expect(await fetcher.fetch(url)).toMatchObject({ok: true, hops: [{address: '127.0.0.1'}]})
  })

  test('waiting for a place among other sites is not the time of the server', async () => {
    const limits = createConnectionLimits({perAddress: 1, perNetwork: 1, loopback: 1})
    const release = await limits.acquire('127.0.0.1', new AbortController().signal)
    const {fetcher, url} = await serve(always(reply('200 OK', [])), {limits, politeness: {timeoutMs: 200}})
    setTimeout(release, 600)
    expect(await fetcher.fetch(url)).toMatchObject({ok: true, status: 200})
  })

  test('a connection that is kept open gives up its place when asked, and the next request opens another', async () => {
    const limits = createConnectionLimits({perAddress: 1, perNetwork: 1, loopback: 1})
    const {fetcher, url, network} = await serve(always(reply('200 OK', ['keep-alive: timeout=600'])), {limits})
    expect(await fetcher.fetch(url)).toMatchObject({ok: true})
    await fetcher.rest?.()
    const release = await limits.acquire('127.0.0.1', AbortSignal.timeout(1000))
    release()
    expect(await fetcher.fetch(url)).toMatchObject({ok: true})
    expect(network.connections).toBe(2)
  })

  test('places are free again after every kind of end', async () => {
    const limits = createConnectionLimits({perAddress: 1, perNetwork: 1, loopback: 1})
    const ends: Parameters<typeof scripted>[0][] = [
      () => undefined,
      (socket) => socket.resetAndDestroy(),
      (socket) => onRequest(socket, () => socket.end()),
      (socket) => onRequest(socket, () => flood(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n')),
      (socket) => onRequest(socket, () => socket.write('HTTP/1.1 200 OK\r\n\r\nx')),
      always(reply('200 OK', [])),
    ]
    for (const answer of ends) {
      const {fetcher, url} = await serve(answer, {limits, politeness: {timeoutMs: 150}})
      await fetcher.fetch(url)
      await fetcher.close()
    }
    const place = limits.acquire('127.0.0.1', AbortSignal.timeout(1000))
    await expect(place).resolves.toBeTypeOf('function')
  })

  test('an address in letters of Vietnam is followed as it was meant', async () => {
    const lines: string[] = []
    const {fetcher, url} = await serve((socket) =>
      onRequest(socket, (line) => {
        lines.push(line)
        socket.write(line.startsWith('GET / ') ? reply('302 Found', ['location: /tin-tức']) : reply('200 OK', []))
      }),
    )
    expect(await fetcher.fetch(url)).toMatchObject({ok: true, url: `${url}tin-t%E1%BB%A9c`})
    expect(lines[1]).toBe('GET /tin-t%E1%BB%A9c HTTP/1.1')
  })

  test('no header is left out, however many there are', async () => {
    const {fetcher, url} = await serve(always(reply('200 OK', [...Array.from({length: 900}, (_, index) => `x-${index}: 1`), 'x-last: 2'])))
    const answer = await fetcher.fetch(url)
    expect(answer.ok && answer.headers.find(([name]) => name === 'x-last')).toEqual(['x-last', '2'])
  })

  test('a page is known as that of a guard where it is one', async () => {
    const {fetcher, url} = await serve(always(reply('200 OK', [], 'blocked')), {
      guardOf: ({body}) => (body.includes('blocked') ? 'Guard' : undefined),
    })
    expect(await fetcher.fetch(url)).toMatchObject({ok: true, guard: 'Guard'})
  })
})

describe('cookies', () => {
  test('live for one chain, on one host; secure ones never leave TLS', () => {
    const chain = createCookieChain()
    const [https, http, other] = [new URL('https://a.gov.vn/'), new URL('http://a.gov.vn/'), new URL('https://b.gov.vn/')]
    chain.keep([
      ['set-cookie', 'a=1; Path=/'],
      ['set-cookie', 'b=2; Secure; HttpOnly'],
      ['x-other', 'c=3'],
      ['set-cookie', `d=${'x'.repeat(5000)}`],
      ['set-cookie', 'nothing'],
    ])
    expect(chain.header()).toBe('a=1; b=2')
    chain.move(https, http)
    expect(chain.header()).toBe('a=1')
    chain.move(http, other)
    expect(chain.header()).toBeUndefined()
  })
})

describe('where a redirect may not lead', () => {
  const cases: [string, string, string][] = [
    ['a file', 'file:///etc/passwd', 'redirect-invalid'],
    ['a script', 'javascript:alert(1)', 'redirect-invalid'],
    ['a user name', 'http://a:b@127.0.0.1:PORT/x', 'redirect-invalid'],
    ['nonsense', 'http://[::1', 'redirect-invalid'],
    ['another host', 'http://example.com/', 'off-scope'],
    ['an address inside', 'http://127.0.0.2:PORT/', 'private-address'],
    ['the same in hexadecimal', 'http://0x7f000002:PORT/', 'private-address'],
    ['an address of IPv6', 'http://[::1]:PORT/', 'private-address'],
    ['one inside the other', 'http://[::ffff:127.0.0.2]:PORT/', 'private-address'],
    ['a name of this machine', 'http://localhost:PORT/', 'private-address'],
    ['a name of the inside', 'http://may-chu.local/', 'private-address'],
    ['metadata of a cloud', 'http://169.254.169.254/latest', 'private-address'],
    ['another port', 'http://127.0.0.1:1/', 'off-scope'],
  ]
  test.each(cases)('%s', async (_, location, reason) => {
    const inside = await scripted((socket) => socket.end())
    closing.push(inside.close)
    const {fetcher, url} = await serve(always(reply('302 Found', [`location: ${location.replace('PORT', String(inside.port))}`])))
    expect(await fetcher.fetch(url)).toMatchObject({ok: false, reason, hops: [{status: 302}]})
    expect(inside.connections()).toBe(0)
  })

  test.each(cases)('%s is not asked for as a first address either', async (_, location, reason) => {
    const {fetcher, network, server} = await serve(always(reply('200 OK', [])))
    const inside = await scripted((socket) => socket.end())
    closing.push(inside.close)
    const url = location.replace('PORT', String(inside.port))
    expect(await fetcher.fetch(url)).toMatchObject({ok: false, reason, hops: []})
    expect([inside.connections(), server.connections(), network.connections]).toEqual([0, 0, 0])
  })

  test('a name of the same domain that resolves to a closed address', async () => {
    const {fetcher, network, server} = await serve(always(reply('302 Found', ['location: http://trong.co.gov.vn/'])), {
      host: 'ngoai.co.gov.vn',
      names: {'ngoai.co.gov.vn': ['127.0.0.1'], 'trong.co.gov.vn': ['10.0.0.1']},
    })
    const before = network.connections
    expect(await fetcher.fetch(`http://ngoai.co.gov.vn:${server.port}/`)).toMatchObject({ok: false, reason: 'private-address'})
    expect(network.connections - before).toBe(1)
  })

  test('a name whose answer changes keeps the address that was checked', async () => {
    let asked = 0
    const {fetcher, server} = await serve(always(reply('200 OK', ['connection: close'])), {
      host: 'doi.co.gov.vn',
      resolver: {resolve: async () => ({ok: true, addresses: [asked++ === 0 ? '127.0.0.1' : '127.0.0.2']})},
      allowed: ['127.0.0.0/8'],
    })
    for (let index = 0; index < 3; index++)
      expect(await fetcher.fetch(`http://doi.co.gov.vn:${server.port}/`)).toMatchObject({ok: true, hops: [{address: '127.0.0.1'}]})
    expect(asked).toBe(1)
  })

  test('a name without an address that may be reached is not connected to', async () => {
    const {fetcher, network, server} = await serve(always(reply('200 OK', [])), {
      host: 'localhost.co.gov.vn',
      names: {'localhost.co.gov.vn': ['127.0.0.9', '::1']},
    })
    expect(await fetcher.fetch(`http://localhost.co.gov.vn:${server.port}/`)).toMatchObject({ok: false, reason: 'private-address'})
    expect(network.connections).toBe(0)
  })

  test.each([
    ['onto itself', (line: string) => (line ? '/' : '')],
    ['ever on', (line: string) => `/${line.length}x${'x'.repeat(line.length)}`],
  ])('a loop %s ends', async (_, next) => {
    const {fetcher, url} = await serve((socket) =>
      onRequest(socket, (line) => socket.write(reply('302 Found', [`location: ${next(line)}`]))),
    )
    expect(await fetcher.fetch(url)).toMatchObject({ok: false, reason: 'redirect-loop'})
    expect(fetcher.requests).toBeLessThanOrEqual(8)
  })
})

describe('hostile servers end in time, memory and a reason', () => {
  const zeros = (size: number) => Buffer.alloc(size)
  const bomb = gzipSync(zeros(40 * 1024 * 1024))
  const cases: [string, Parameters<typeof scripted>[0], string][] = [
    ['silence', () => undefined, 'timeout'],
    [
      'a byte now and then',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nx-a: ')
        setInterval(() => socket.write('b'), 50).unref()
      },
      'timeout',
    ],
    [
      'headers without end',
      (socket) =>
        onRequest(socket, () => {
          socket.write('HTTP/1.1 200 OK\r\n')
          flood(socket, `x-a: ${'b'.repeat(1000)}\r\n`)
        }),
      'too-big',
    ],
    [
      'a slow body',
      (socket) =>
        onRequest(socket, () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n')
          setInterval(() => socket.write('x'), 50).unref()
        }),
      'timeout',
    ],
    ['a brotli bomb', always(reply('200 OK', ['content-encoding: br'], brotliCompressSync(zeros(40 * 1024 * 1024)))), 'too-big'],
    ['gzip that is none', always(reply('200 OK', ['content-encoding: gzip'], 'hello')), 'protocol-error'],
    [
      'gzip cut short',
      always(reply('200 OK', ['content-encoding: gzip'], gzipSync(zeros(5000).fill('abc')).subarray(0, 20))),
      'protocol-error',
    ],
    ['a coding nobody knows', always(reply('200 OK', ['content-encoding: rot13'], 'uryyb')), 'protocol-error'],
    ['two codings', always(reply('200 OK', ['content-encoding: gzip, gzip'], gzipSync(gzipSync('x')))), 'protocol-error'],
    ['no HTTP', (socket) => onRequest(socket, () => socket.write('SSH-2.0-OpenSSH_9.2\r\n\r\n')), 'protocol-error'],
    ['a reset at once', (socket) => socket.resetAndDestroy(), 'reset'],
    ['a reset after the request', (socket) => onRequest(socket, () => socket.resetAndDestroy()), 'reset'],
    ['a close after the request', (socket) => onRequest(socket, () => socket.end()), 'reset'],
    [
      'a body shorter than said',
      (socket) => onRequest(socket, () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc')),
      'protocol-error',
    ],
    [
      'chunks that lie',
      (socket) => onRequest(socket, () => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\nabc')),
      'protocol-error',
    ],
    [
      'hundreds of 103',
      (socket) => onRequest(socket, () => flood(socket, 'HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n')),
      'protocol-error',
    ],
  ]
  test.each(cases)('%s', async (_, answer, reason) => {
    const {fetcher, url} = await serve(answer)
    const before = process.memoryUsage().rss
    const began = performance.now()
    expect(await fetcher.fetch(url)).toMatchObject({ok: false, reason})
    expect(performance.now() - began).toBeLessThan(5000)
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
  })

  test('a gzip bomb is cut, or refused where more may be read', async () => {
    const {fetcher, url} = await serve(always(reply('200 OK', ['content-encoding: gzip'], bomb)))
    expect(await fetcher.fetch(url)).toMatchObject({ok: true, truncated: true})
    expect(await fetcher.fetch(url, {maxBytes: 50 * 1024 * 1024})).toMatchObject({ok: false, reason: 'too-big'})
  })

  test('a page without end is cut', async () => {
    const {fetcher, url} = await serve((socket) =>
      onRequest(socket, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        flood(socket, 'x'.repeat(60_000))
      }),
    )
    const answer = await fetcher.fetch(url, {maxBytes: 100_000})
    expect(answer).toMatchObject({ok: true, truncated: true})
    expect(answer.ok && answer.body.length).toBe(100_000)
  })

  test('three resets in a row end the site', async () => {
    const {fetcher, url, network} = await serve((socket) => socket.resetAndDestroy())
    for (let index = 0; index < 5; index++) await fetcher.fetch(`${url}${index}`)
    expect(network.connections).toBe(3)
  })

  test('a site that asks for patience is left alone after the second time', async () => {
    const waits: number[] = []
    const {fetcher, url, server} = await serve(always(reply('429 Too Many Requests', ['retry-after: 7', 'connection: close'])), {
      sleep: async (ms) => void waits.push(ms),
    })
    expect(await fetcher.fetch(url)).toMatchObject({ok: false, reason: 'rate-limited'})
    expect(await fetcher.fetch(url)).toMatchObject({ok: false, reason: 'rate-limited'})
    expect(waits).toEqual([7000])
    expect(server.connections()).toBe(2)
  })

  test('a site has a budget of requests, and a pause between them', async () => {
    const waits: number[] = []
    const {fetcher, url} = await serve(always(reply('200 OK', [])), {
      politeness: {perSite: 3, pauseMs: 1000},
      // Only where every address is this machine there is no pause.
      addresses: ['127.0.0.1', '8.8.8.8'],
      random: () => 0.5,
      sleep: async (ms) => void waits.push(ms),
    })
    for (let index = 0; index < 3; index++) expect(await fetcher.fetch(url)).toMatchObject({ok: true})
    expect(await fetcher.fetch(url)).toMatchObject({ok: false, reason: 'budget'})
    expect(waits).toHaveLength(2)
    expect(waits.every((ms) => ms > 800 && ms <= 1000)).toBe(true)
  })

  test('an interrupt ends what waits', async () => {
    const server = await scripted(() => undefined)
    const {fetcher, stop} = fetcherFor(server.port, {politeness: {timeoutMs: 60_000}})
    closing.push(() => fetcher.close(), server.close)
    setTimeout(stop, 50)
    expect(await fetcher.fetch(`http://127.0.0.1:${server.port}/`)).toMatchObject({ok: false, reason: 'stopped'})
  })
})

/** Writes until the other side has had enough. */
function flood(socket: Parameters<Parameters<typeof scripted>[0]>[0], text: string): void {
  const block = text.repeat(Math.max(1, Math.floor(60_000 / text.length)))
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  }
  socket.on('drain', more)
  more()
}
