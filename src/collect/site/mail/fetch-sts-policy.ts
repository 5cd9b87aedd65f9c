import {Buffer} from 'node:buffer'
import {connect as connectTls, type TLSSocket} from 'node:tls'
import type {ChainData} from '../certificate/collect-chain.ts'
import {judgeChain} from '../certificate/judge-chain.ts'
import type {SiteContext} from '../context.ts'

/** `wrong` is a fault that every sender would meet; `unknown` says nothing. */
export type StsFetched =
  | {kind: 'policy'; text: string}
  | {kind: 'wrong'; error: string}
  | {kind: 'unknown'; detail: string; isStopped: boolean}

const mostBytes = 64 * 1024

interface Options {
  host: string
  address: string
  port: number
  chain: ChainData
  userAgent: string
  timeoutMs: number
}

/**
 * Asks for the policy as a mail server would (RFC 8461, 3.3): over HTTPS with a certificate that holds for the name, no redirects, and no
 * more than 64 kB.
 */
export async function fetchStsPolicy(
  {network, signal, now}: Pick<SiteContext, 'network' | 'signal' | 'now'>,
  {host, address, port, chain, userAgent, timeoutMs}: Options,
): Promise<StsFetched> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const unknown = (detail: string): StsFetched => ({kind: 'unknown', detail: `${host}: ${detail}`.slice(0, 400), isStopped: signal.aborted})
  const dialled = await network.dial({address, port, signal: deadline})
  if (!dialled.ok) return {...unknown(dialled.detail), isStopped: dialled.reason === 'stopped' || dialled.reason === 'budget'} as StsFetched
  const secure = connectTls({
    socket: dialled.socket,
    servername: host,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
  })
  const end = () => {
    secure.destroy()
    dialled.socket.destroy()
  }
  deadline.addEventListener('abort', end, {once: true})
  try {
    const failure = await handshake(secure)
    if (failure !== undefined) return unknown(failure)
    const {value} = judgeChain({certificates: sentBy(secure)}, {...chain, host, now})
    if (value.nameMatches === false) return {kind: 'wrong', error: 'certificate-name'}
    if (value.expired || value.notYetValid) return {kind: 'wrong', error: 'certificate-date'}
    if (value.trusted === false) return {kind: 'wrong', error: 'certificate-untrusted'}
    if (value.trusted === undefined || value.nameMatches === undefined) return unknown('the certificate could not be read')
    return await ask(secure, host, userAgent, unknown)
  } finally {
    deadline.removeEventListener('abort', end)
    end()
  }
}

function handshake(secure: TLSSocket): Promise<string | undefined> {
  return new Promise((resolve) => {
    secure.on('error', (error) => resolve(`TLS: ${error.message.slice(0, 200)}`))
    secure.once('close', () => resolve('closed during the TLS handshake'))
    secure.once('secureConnect', () => resolve(undefined))
  })
}

/** The chain as node links it: the certificates that were sent, from the server's own on. */
function sentBy(secure: TLSSocket): Uint8Array[] {
  const certificates: Uint8Array[] = []
  let current: ReturnType<TLSSocket['getPeerCertificate']> | undefined = secure.getPeerCertificate(true)
  const seen = new Set<string>()
  while (current?.raw && !seen.has(current.fingerprint256) && certificates.length < 10) {
    seen.add(current.fingerprint256)
    certificates.push(current.raw)
    current = 'issuerCertificate' in current ? (current.issuerCertificate as typeof current) : undefined
  }
  return certificates
}

function ask(secure: TLSSocket, host: string, userAgent: string, unknown: (detail: string) => StsFetched): Promise<StsFetched> {
  // An import of the module would load all that it can give, a second undici among it, at every start of a probe.
  const {get} = process.getBuiltinModule('node:http')
  return new Promise((resolve) => {
    // Without an agent: one would open a connection of its own, to a name that nobody checked.
    const request = get({
      createConnection: () => secure,
      host,
      path: '/.well-known/mta-sts.txt',
      headers: {host, 'user-agent': userAgent, accept: 'text/plain', connection: 'close'},
      maxHeaderSize: 16_384,
    })
    request.on('error', (error) => resolve(unknown(error.message)))
    request.on('close', () => resolve(unknown('the answer did not end')))
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      if (status !== 200) {
        response.destroy()
        const isMissing = status === 404 || status === 410 || (status >= 300 && status < 400)
        return resolve(isMissing ? {kind: 'wrong', error: `status-${status}`} : unknown(`answered with status ${status}`))
      }
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= mostBytes) chunks.push(chunk)
        else {
          resolve({kind: 'wrong', error: 'too-long'})
          response.destroy()
        }
      })
      response.on('error', (error) => resolve(unknown(error.message)))
      response.on('end', () => resolve({kind: 'policy', text: Buffer.concat(chunks).toString('utf8')}))
    })
  })
}
