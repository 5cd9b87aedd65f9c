import {type ChildProcess, execFileSync, spawn, spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {connect, createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

export const has = (program: string) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0

/** Java with its old protocols; newer ones have dropped SSLv3 suites. */
export const java = ['/usr/lib/jvm/java-17-openjdk-amd64/bin/java', 'java'].find((program) => has(program)) ?? 'java'

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as {port: number}
  await new Promise((resolve) => server.close(resolve))
  return port
}

const canConnect = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({host: '127.0.0.1', port}, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

export async function untilOpen(port: number, running: () => boolean = () => true): Promise<void> {
  for (let round = 0; round < 600 && running(); round++) {
    if (await canConnect(port)) return
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Error(`nothing came up on port ${port}`)
}

/** Programs that end with the tests. */
export function createStand() {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-tls-'))
  const children: ChildProcess[] = []
  return {
    folder,
    path: (name: string) => join(folder, name),
    write: (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    },
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    bytes: (name: string) => readFileSync(join(folder, name)),
    openssl: (...args: string[]) => execFileSync('openssl', args, {cwd: folder, stdio: ['ignore', 'pipe', 'ignore']}),
    async start(program: string, args: string[], port: number, env: Record<string, string> = {}): Promise<number> {
      const child = spawn(program, args, {cwd: folder, stdio: ['pipe', 'ignore', 'pipe'], env: {...process.env, ...env}})
      let said = ''
      child.stderr?.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-2000)
      })
      children.push(child)
      await untilOpen(port, () => child.exitCode === null).catch((error: Error) => {
        throw new Error(`${program} ${args.join(' ')}: ${error.message}; ${said}`)
      })
      return port
    },
    stop(): void {
      for (const child of children) child.kill('SIGKILL')
      rmSync(folder, {recursive: true, force: true})
    },
  }
}
export type Stand = ReturnType<typeof createStand>

/** A root, a middle authority and leaves for trang.test: RSA, ECDSA and DSA, with the chain in one file. */
export function makeCertificates(stand: Stand): void {
  const subject = (name: string) => ['-subj', `/CN=${name}`]
  const authority = stand.write('ca.cnf', 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n')
  const leaf = stand.write('leaf.cnf', 'subjectAltName=DNS:trang.test,DNS:localhost\nbasicConstraints=CA:FALSE\n')
  stand.openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    '-days',
    '30',
    ...subject('Goc'),
  )
  const sign = (name: string, key: string[], by: string, extensions: string) => {
    stand.openssl('req', '-new', '-newkey', ...key, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, ...subject(name))
    stand.openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', '-days', '20'],
      ...['-out', `${name}.pem`, '-extfile', extensions],
    )
  }
  sign('middle', ['rsa:2048'], 'root', authority)
  sign('rsa', ['rsa:2048'], 'middle', leaf)
  sign('other', ['rsa:2048'], 'middle', leaf)
  sign('ec', ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'], 'middle', leaf)
  stand.write('middle-only.pem', stand.read('middle.pem'))
  for (const name of ['rsa', 'ec']) stand.write(`${name}-chain.pem`, stand.read(`${name}.pem`) + stand.read('middle.pem'))
}
