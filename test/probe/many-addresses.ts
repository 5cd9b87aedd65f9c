import {createServer, type ServerOptions} from 'node:https'
import {type AddressInfo, createServer as createPlain, type Server} from 'node:net'
import {anchorOf, commonName, dnsNames, type Forgery, forge, forgeRoot, keys, tlv} from '../collect/site/certificate/forge.ts'

export const host = 'nhieu.gov.vn'
/** Moment of the probes: certificates are good for three months around it. */
export const now = new Date('2026-11-26T00:00:00Z')
export const root = anchorOf(forgeRoot())

const time = (text: string) => tlv(0x17, Buffer.from(text))
export const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`

/** A certificate of the site by a root of the tests, with its key. */
export function identity(part: Forgery = {}, key = keys.leaf): Pick<ServerOptions, 'key' | 'cert'> {
  const cert = forge({
    subject: commonName(host),
    extensions: [dnsNames([host])],
    notBefore: time('261101000000Z'),
    notAfter: time('270120000000Z'),
    key,
    ...part,
  })
  return {cert: pem(cert), key: key.privateKey.export({type: 'pkcs8', format: 'pem'})}
}
/** Given in summer, to this day (YYMMDD). */
export const until = (day: string) => identity({notBefore: time('260601000000Z'), notAfter: time(`${day}000000Z`)})
export const expired = () => identity({notBefore: time('260101000000Z'), notAfter: time('261001000000Z')})
export const tls10 = {minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0'} as const

/** What stands at one address: a server of pages over TLS, `mute` that takes connections and says nothing, `plain` text, or `shut`. */
export type Behind = ServerOptions | 'mute' | 'plain' | 'shut'

/** Servers on one port of several addresses of loopback. */
export async function serveAt(behind: Readonly<Record<string, Behind>>): Promise<{port: number; close: () => void}> {
  for (let tries = 0; ; tries++) {
    const servers: Server[] = []
    const close = () => {
      for (const server of servers) {
        ;(server as Server & {closeAllConnections?: () => void}).closeAllConnections?.()
        server.close()
      }
    }
    try {
      let port = 0
      for (const [address, what] of Object.entries(behind)) {
        const server = typeof what === 'string' ? createPlain((socket) => answer(socket, what)) : pages(what)
        servers.push(server)
        port = await listen(server, address, port)
      }
      return {port, close}
    } catch (error) {
      close()
      if (tries > 5) throw error
    }
  }
}

function answer(socket: import('node:net').Socket, what: string): void {
  socket.on('error', () => undefined)
  if (what === 'shut') socket.end()
  if (what === 'plain') socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
}

function pages(options: ServerOptions): Server {
  const server = createServer(options, (request, response) => {
    response.writeHead(request.url === '/' ? 200 : 404, {'content-type': 'text/html'}).end('<title>Sở Tư pháp</title>')
  })
  server.on('tlsClientError', () => undefined)
  return server
}

function listen(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port))
  })
}
