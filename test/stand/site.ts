import {createServer as createPlain, type IncomingMessage, type ServerResponse} from 'node:http'
import {createServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import type {TlsOptions} from 'node:tls'
import type {Page, Pages} from './case.ts'

const soundHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'content-security-policy': "default-src 'self'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
}

/** What a sound site answers: cases change a part of it. */
const soundPages = (): Pages => ({
  '/': {body: '<!doctype html><html lang="vi"><title>Sở Tư pháp</title><body><p>Trang thông tin điện tử của Sở Tư pháp'},
  '/.well-known/security.txt': {
    headers: {'content-type': 'text/plain; charset=utf-8'},
    body: `Contact: mailto:antoanthongtin@stp.angiang.gov.vn\nExpires: ${new Date(Date.now() + 200 * 86_400_000).toISOString()}\n`,
  },
  '*': {status: 404, body: '<!doctype html><title>404</title><p>Không tìm thấy trang'},
})

const headersOf = (page: Page, {headers, method = 'GET'}: IncomingMessage): Record<string, string | string[]> => {
  const all: NonNullable<Page['headers']> = {...soundHeaders, ...page.headers, ...page.per?.({headers, method})}
  return Object.fromEntries(Object.entries(all).filter((one): one is [string, string | string[]] => one[1] !== null))
}

function answerBy(pages: Pages) {
  const sound = soundPages()
  const all: Pages = {...sound, ...Object.fromEntries(Object.entries(pages).map(([path, page]) => [path, {...sound[path], ...page}]))}
  return (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const page = all[request.url ?? ''] ?? all[path] ?? all['*'] ?? {status: 404}
    if (request.method === 'TRACE' && !page.per) return void response.writeHead(405).end()
    const body = request.method === 'TRACE' ? echoOf(request) : (page.body ?? '')
    response.on('error', () => undefined)
    response.writeHead(page.status ?? 200, headersOf(page, request))
    if (page.write && request.method !== 'HEAD') return page.write(response)
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

/** What a server that knows TRACE sends back. */
function echoOf({method, url, rawHeaders}: IncomingMessage): string {
  const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []))
  return [`${method} ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}

/** A site of Node on loopback; old suites and short keys are taken too. */
export async function startSite(pages: Pages, identity: TlsOptions | undefined): Promise<{port: number; close: () => void}> {
  const answer = answerBy(pages)
  const server = identity
    ? createServer({...identity, ciphers: 'DEFAULT:@SECLEVEL=0', minVersion: 'TLSv1.2', honorCipherOrder: true}, answer)
    : createPlain(answer)
  server.on('tlsClientError', () => undefined)
  server.on('clientError', (_, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
