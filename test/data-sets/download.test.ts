import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {gzipSync} from 'node:zlib'
import {describe, expect, it, onTestFinished, vi} from 'vitest'
import {allowedAddress} from '../../src/data-sets/address.ts'
import {download} from '../../src/data-sets/download.ts'
import type {UserError} from '../../src/lib/user-error.ts'
import {bytesOf, kev} from './samples.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const servers: Server[] = []

async function serve(answer: Answer): Promise<URL> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/set.json`)
}

const obtain = {vi: 'Chép bằng tay.', en: 'Carry it by hand.'}
const fetchFrom = (address: URL, more: {signal?: AbortSignal; timeoutMs?: number} = {}) =>
  download({
    address,
    limits: {maxBytes: 100_000, timeoutMs: more.timeoutMs ?? 1500, silenceMs: 1000},
    userAgent: 'stp-sec/test',
    obtain,
    signal: more.signal ?? new AbortController().signal,
  })

const codeOf = (address: URL, more = {}) =>
  fetchFrom(address, more).then(
    () => 'fetched',
    (error: UserError) => error.code,
  )

const bytes = bytesOf(kev())

describe('a download', () => {
  it('is what the server sent', async () => {
    let agent: string | undefined
    const address = await serve((request, response) => {
      agent = request.headers['user-agent']
      response.end(bytes)
    })
    expect(Buffer.from(await fetchFrom(address))).toEqual(bytes)
    expect(agent).toBe('stp-sec/test')
  })

  it('may be compressed, and may move on the same host', async () => {
    const address = await serve((request, response) => {
      if (request.url === '/set.json') response.writeHead(302, {location: '/moved.json'}).end()
      else response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync(bytes))
    })
    expect(Buffer.from(await fetchFrom(address))).toEqual(bytes)
  })

  it.each<[string, Answer, string]>([
    ['not there', (_, response) => response.writeHead(404).end('<html>'), 'http-status'],
    ['refused by a portal', (_, response) => response.writeHead(511).end(), 'http-status'],
    ['moved to another host', (_, response) => response.writeHead(301, {location: 'https://example.org/set.json'}).end(), 'redirected'],
    ['moved to another port', (_, response) => response.writeHead(301, {location: 'http://127.0.0.1:1/set.json'}).end(), 'redirected'],
    ['moved to a file of this machine', (_, response) => response.writeHead(301, {location: 'file:///etc/passwd'}).end(), 'redirected'],
    ['moved in a circle', (_, response) => response.writeHead(302, {location: '/set.json'}).end(), 'redirects'],
    ['announced too big', (_, response) => response.writeHead(200, {'content-length': '9999999'}).write('x'), 'too-large'],
    ['too big without saying so', (_, response) => response.writeHead(200).end(Buffer.alloc(200_000)), 'too-large'],
    [
      'too big unpacked',
      (_, response) => response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync(Buffer.alloc(9_000_000))),
      'bad-gzip',
    ],
    [
      'cut',
      (_, response) => void response.writeHead(200, {'content-length': '5000'}).write('{', () => response.destroy()),
      'download-failed',
    ],
    ['cut in its chunks', (_, response) => void response.writeHead(200).write('{', () => response.destroy()), 'download-failed'],
    ['silent', () => undefined, 'download-failed'],
    ['silent after a while', (_, response) => response.writeHead(200).write('{'), 'download-failed'],
    ['no HTTP', (request) => void request.socket.end('SSH-2.0-OpenSSH\r\n'), 'download-failed'],
  ])('that is %s is refused', async (_, answer, code) => {
    expect(await codeOf(await serve(answer))).toBe(code)
  })

  it('that drips is ended at the limit', async () => {
    const address = await serve((_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 50)
      response.on('close', () => clearInterval(timer))
    })
    const before = Date.now()
    expect(await codeOf(address, {timeoutMs: 600})).toBe('download-failed')
    expect(Date.now() - before).toBeLessThan(5000)
  })

  it('says how to do without it', async () => {
    const address = await serve((_, response) => response.writeHead(404).end())
    await expect(fetchFrom(address)).rejects.toMatchObject({
      next: {en: expect.stringMatching(/^Carry it by hand\. Then run "stp-sec data import FILE"/)},
    })
  })

  it('of another machine goes through the proxy of the environment, and only there', async () => {
    const asked: string[] = []
    const proxy = await serve(() => undefined)
    const server = servers.at(-1)
    server?.on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    })
    vi.stubEnv('HTTPS_PROXY', proxy.origin)
    vi.stubEnv('https_proxy', proxy.origin)
    vi.stubEnv('NO_PROXY', 'intern.example')
    vi.stubEnv('no_proxy', 'intern.example')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(await codeOf(new URL('https://data.example/set.json'))).toBe('download-failed')
    expect(asked).toEqual(['data.example:443'])
    expect(await codeOf(new URL('https://intern.example/set.json'))).toBe('download-failed')
    expect(asked).toHaveLength(1)
  })

  it('ends with the wish to stop', async () => {
    const stop = new AbortController()
    const address = await serve(() => stop.abort(new Error('stopped')))
    await expect(fetchFrom(address, {signal: stop.signal})).rejects.toThrow('stopped')
  })
})

describe('an address', () => {
  it.each([
    ['https://www.cisa.gov/x.json', true],
    ['http://127.0.0.1:8080/x.json', true],
    ['http://localhost/x', true],
    ['http://[::1]:9/x', true],
    ['http://www.cisa.gov/x.json', false],
    ['http://127.0.0.1.example.org/', false],
    ['https://user:secret@example.org/', false],
    ['file:///etc/passwd', false],
    ['ftp://example.org/x', false],
    ['x.json', false],
  ])('%s', (text, allowed) => {
    if (allowed) expect(allowedAddress(text, '--url').href).toContain('//')
    else expect(() => allowedAddress(text, '--url')).toThrow('https')
  })
})
