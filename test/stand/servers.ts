import {type ChildProcess, spawn} from 'node:child_process'
import type {Socket} from 'node:net'
import {createServer as createTls} from 'node:tls'
import type {Pki} from '../collect/site/certificate/pki.ts'
import {scripted} from '../collect/site/http/stand.ts'
import {freePort, has, java, untilOpen} from '../collect/site/tls/programs.ts'
import {type Behaviour, stopScripted, tlsServer} from '../collect/site/tls/scripted.ts'
import type {Chain, Server, StandCase} from './case.ts'
import {startNginx} from './nginx.ts'
import {startSite} from './site.ts'

/** Where the server of a case is. */
export interface Place {
  port: number
  address: string
}

const programs: Partial<Record<Server['kind'], string>> = {
  openssl: 'openssl',
  nginx: 'nginx',
  'both-ports': 'nginx',
  gnutls: 'gnutls-serv',
  java,
}

/** The program that a case cannot do without here; undefined where all is there. */
export function missingFor({server}: StandCase): string | undefined {
  const program = programs[server.kind] ?? 'openssl'
  if (!has(program)) return program
  return server.kind === 'both-ports' && process.getuid?.() !== 0 ? 'the right to listen on port 80' : undefined
}

const soundTls: Behaviour = {versions: [0x0303], suites: [0xc02f, 0xc030], group: 0x17}

/** Starts servers of cases; all end together. nginx is one process for all of them. */
export function createServers(pki: Pki) {
  const children: ChildProcess[] = []
  const closing: (() => void)[] = []
  const files = new Map<string, string>()

  const chainFile = (chain: Chain): string => {
    const name = `chain-${chain.join('-')}.pem`
    if (!files.has(name)) pki.write(name, chain.map((one) => pki.pem(one)).join(''))
    files.set(name, name)
    return name
  }
  const keyFile = ([leaf = '']: Chain) => pki.keyNameOf(leaf)
  const identityOf = (chain: Chain) => ({
    key: Buffer.from(pki.read(keyFile(chain))),
    cert: Buffer.from(pki.read(chainFile(chain))),
  })

  async function run(program: string, args: readonly string[], port: number): Promise<Place> {
    const child = spawn(program, args, {cwd: pki.folder, stdio: ['pipe', 'ignore', 'pipe']})
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-1000)
    })
    children.push(child)
    await untilOpen(port, () => child.exitCode === null).catch(() => {
      throw new Error(`${program} ${args.join(' ')}: did not come up; ${said}`)
    })
    return {port, address: '127.0.0.1'}
  }

  async function sslServer(args: readonly string[], chain: Chain): Promise<Place> {
    const port = await freePort()
    const identity = args.includes('-cert') ? [] : ['-cert', chainFile(chain.slice(0, 1)), '-key', keyFile(chain)]
    const above = chain.length > 1 ? ['-cert_chain', chainFile(chain.slice(1))] : []
    return run('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, '-quiet', ...identity, ...above, ...args], port)
  }

  /** GnuTLS 3.7 binds to every address; it is there for a moment and serves nothing. */
  async function gnutls(priority: string, chain: Chain): Promise<Place> {
    const port = await freePort()
    const identity = ['--x509certfile', chainFile(chain), '--x509keyfile', keyFile(chain)]
    return run('gnutls-serv', ['--echo', '-q', '-p', String(port), ...identity, '--priority', priority], port)
  }

  async function javaServer(protocols: string, options: readonly string[]): Promise<Place> {
    const port = await freePort()
    const chain = ['rsa', 'mid']
    const from = ['-inkey', keyFile(chain), '-in', chainFile(chain.slice(0, 1)), '-certfile', chainFile(chain.slice(1))]
    pki.openssl('pkcs12', '-export', ...from, '-passout', 'pass:matkhau', '-out', `store-${port}.p12`)
    const source = `${import.meta.dirname}/../collect/site/tls/LegacyServer.java`
    return run(java, ['-XX:TieredStopAtLevel=1', ...options, source, String(port), `store-${port}.p12`, protocols], port)
  }

  /** HTTP by hand behind a sound TLS. */
  async function httpByHand(answer: (socket: Socket, index: number) => void): Promise<Place> {
    const sockets = new Set<Socket>()
    let index = 0
    const server = createTls({...identityOf(['good', 'mid']), honorCipherOrder: true}, (socket) => {
      socket.on('error', () => undefined)
      answer(socket, index++)
    })
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    })
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    return {port: (server.address() as {port: number}).port, address: '127.0.0.1'}
  }

  const nginx = startNginx({folder: pki.folder, chainFile, keyFile, run})

  async function start(server: Server): Promise<Place> {
    const here = (port: number): Place => ({port, address: '127.0.0.1'})
    switch (server.kind) {
      case 'openssl':
        return sslServer(server.args, server.chain ?? ['rsa', 'mid'])
      case 'gnutls':
        return gnutls(server.priority, server.chain ?? ['rsa', 'mid'])
      case 'java':
        return javaServer(server.protocols, server.options ?? [])
      case 'tls-script':
        return here(await tlsServer({...soundTls, certificate: Buffer.from(pki.der('rsa-of-root')), ...server.behaviour}))
      case 'tls-hand':
        return here(await server.start(Buffer.from(pki.der('rsa-of-root'))))
      case 'site': {
        const {port, close} = await startSite(server.pages ?? {}, server.plain ? undefined : identityOf(server.chain ?? ['good', 'mid']))
        closing.push(close)
        return here(port)
      }
      case 'http-hand':
        return httpByHand(server.answer)
      case 'bytes': {
        const {port, close} = await scripted(server.answer)
        closing.push(() => void close())
        return here(port)
      }
      case 'nginx':
      case 'both-ports':
        return nginx.start(server)
    }
  }

  return {
    start,
    /** Every nginx site is written before the one process starts. */
    prepare: (cases: readonly StandCase[]) => nginx.prepare(cases.map(({server}) => server)),
    /** The first certificates of a case, for those who look at it from outside. */
    identityOf,
    stop(): void {
      for (const child of children) child.kill('SIGKILL')
      for (const close of closing) close()
      stopScripted()
    },
  }
}
export type Servers = ReturnType<typeof createServers>
