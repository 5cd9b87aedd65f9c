import {constants} from 'node:crypto'
import type {Socket} from 'node:net'
import {connect as connectTls, createSecureContext, type SecureContext, type TLSSocket} from 'node:tls'
import {Agent} from 'undici'
import type {DialFailure, SiteNetwork} from '../net/network.ts'

/** A failure to connect, in the words of the network. */
export class ConnectFailure extends Error {
  readonly reason: DialFailure | 'dns-error' | 'tls-error'

  constructor(reason: DialFailure | 'dns-error' | 'tls-error', detail: string) {
    super(detail)
    this.reason = reason
  }
}

export interface PinnedAgent {
  agent: Agent
  /** Bytes that came so far over all its connections, whatever they were. */
  received(): number
}

const handshakeTimeoutMs = 8000
/** However long a server offers to keep a connection: an idle one takes a place from whoever waits. */
const idleMs = 4000

/**
 * Speaks HTTP over connections of the site's network only, to the address that was looked up and checked for the name. How good TLS is
 * is judged elsewhere: here old versions and any certificate will do, so that a page behind them can still be looked at.
 */
export function createPinnedAgent(network: SiteNetwork, addressOf: (host: string) => string | undefined, signal: AbortSignal): PinnedAgent {
  const open = new Set<Socket>()
  let closedBytes = 0
  const agent = new Agent({
    connections: 2,
    pipelining: 1,
    maxHeaderSize: 64 * 1024,
    // The request has a deadline of its own, which these must not cut short.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    connect: (options, callback) => {
      connectTo(options.hostname, Number(options.port) || (options.protocol === 'https:' ? 443 : 80), options.protocol === 'https:').then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      )
    },
  })

  async function connectTo(hostname: string, port: number, secure: boolean): Promise<Socket | TLSSocket> {
    const host = hostname.replace(/^\[|\]$/g, '')
    const address = addressOf(host)
    if (address === undefined) throw new ConnectFailure('dns-error', `${host} was not looked up`)
    const dialled = await network.dial({address, port, signal})
    if (!dialled.ok) throw new ConnectFailure(dialled.reason, dialled.detail)
    const {socket} = dialled
    open.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      closedBytes += socket.bytesRead
    })
    return secure ? secured(socket, host) : socket
  }

  return {
    agent,
    received: () => [...open].reduce((sum, socket) => sum + socket.bytesRead, closedBytes),
  }
}

/** One for all connections: made anew it costs as much as a handshake, and a thousand of them fill the memory until garbage is collected. */
let made: SecureContext | undefined
function settings(): SecureContext {
  made ??= createSecureContext({
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
    // Servers from before RFC 5746 are still servers of somebody.
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  })
  return made
}

function secured(socket: Socket, host: string): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({
      socket,
      ...(/^[\d.]+$|:/.test(host) ? {} : {servername: host}),
      rejectUnauthorized: false,
      secureContext: settings(),
      ALPNProtocols: ['http/1.1'],
    })
    const timer = setTimeout(
      () => fail(new ConnectFailure('timeout', `no TLS handshake within ${handshakeTimeoutMs} ms`)),
      handshakeTimeoutMs,
    )
    const fail = (error: Error) => {
      clearTimeout(timer)
      secure.destroy()
      socket.destroy()
      reject(error instanceof ConnectFailure ? error : new ConnectFailure(reasonOf(error), `TLS: ${error.message.slice(0, 200)}`))
    }
    const closed = () => fail(new ConnectFailure('reset', 'closed during the TLS handshake'))
    secure.once('error', fail)
    secure.once('close', closed)
    secure.once('secureConnect', () => {
      clearTimeout(timer)
      secure.off('error', fail)
      secure.off('close', closed)
      // Whoever reads gets the error too; nobody listening must not end the program.
      secure.on('error', () => undefined)
      resolve(secure)
    })
  })
}

function reasonOf(error: NodeJS.ErrnoException): 'reset' | 'tls-error' {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'reset' : 'tls-error'
}
