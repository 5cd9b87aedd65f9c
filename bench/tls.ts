import {spawnSync} from 'node:child_process'
import {collectTls} from '../src/collect/site/tls/collect-tls.ts'
import {loadTlsTables} from '../src/content/load-tls-tables.ts'
import {contextOf} from '../test/collect/site/tls/loopback.ts'
import {createStand, freePort, makeCertificates, type Stand} from '../test/collect/site/tls/programs.ts'
import {isInstalled, lacks, median} from './measure.ts'

const rounds = 9
/** testssl.sh takes many minutes for a server with every suite: it is cut off, which only flatters it. */
const patience = 90_000
/** Faster than sslscan, and at most a fiftieth of testssl.sh. */
const limits = {sslscan: 1, testssl: 1 / 50}

/** Deep facts of one site, every suite and group, in this process, beside sslscan and testssl.sh on the same servers. */
export async function run(): Promise<void> {
  if (lacks('tls', ['nginx', 'openssl', 'sslscan'])) return
  const stand = createStand()
  try {
    makeCertificates(stand)
    await measure('nginx, TLS 1.2 and 1.3, 6 suites', await startNginx(stand))
    await measure('openssl, TLS 1.0 to 1.3, every suite it has', await startOpenssl(stand))
  } finally {
    stand.stop()
  }
}

async function measure(name: string, port: number): Promise<void> {
  const tables = loadTlsTables()
  const ours: number[] = []
  const quick: number[] = []
  const theirs: number[] = []
  let connections = 0
  let suites = 0
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now()
    const {facts} = await collectTls(contextOf(port), {tables, deep: true})
    ours.push(performance.now() - begun)
    if (!facts.tls?.ok) throw new Error(JSON.stringify(facts.tls))
    connections = facts.tls.value.connections
    suites = facts.tls.value.suites.length
    const again = performance.now()
    await collectTls(contextOf(port), {tables})
    quick.push(performance.now() - again)
    theirs.push(timeOf('sslscan', ['--no-colour', '--sni-name=trang.test', `127.0.0.1:${port}`]))
  }
  const mine = median(ours)
  const sslscan = mine / median(theirs)
  console.log(
    `tls: ${name}: ${suites} suites over ${connections} connections in ${mine.toFixed(0)} ms, without enumeration ${median(quick).toFixed(0)} ms`,
  )
  console.log(`  sslscan ${median(theirs).toFixed(0)} ms: ratio ${sslscan.toFixed(2)} (limit ${limits.sslscan})`)
  if (sslscan >= limits.sslscan) process.exitCode = 1
  if (!isInstalled('testssl')) return console.log('  testssl.sh is not installed')
  const how = ['--warnings', 'off', '--quiet', '--color', '0', '--nodns=none', '--ip', '127.0.0.1', '-p', '-P', '-S', '-s', '-E', '-f']
  const testssl = timeOf('testssl', [...how, `https://localhost:${port}`], patience)
  console.log(
    `  testssl.sh -p -P -S -s -E -f ${testssl >= patience ? 'more than ' : ''}${(testssl / 1000).toFixed(1)} s: 1/${(testssl / mine).toFixed(0)} (limit 1/50)`,
  )
  if (mine / testssl > limits.testssl) process.exitCode = 1
}

function timeOf(program: string, args: string[], timeout?: number): number {
  const begun = performance.now()
  spawnSync(program, args, {stdio: 'ignore', ...(timeout === undefined ? {} : {timeout})})
  return performance.now() - begun
}

async function startNginx(stand: Stand): Promise<number> {
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${stand.path(name)};`).join(' ')
  const file = stand.write(
    'nginx.conf',
    `daemon off; master_process off; pid ${stand.path('nginx.pid')}; error_log stderr crit; events {} http { access_log off; ${temporary}
server { listen 127.0.0.1:${port} ssl; ssl_certificate ${stand.path('rsa-chain.pem')}; ssl_certificate_key ${stand.path('rsa.key')};
ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; return 200 ok; } }`,
  )
  return stand.start('nginx', ['-c', file, '-p', stand.folder], port)
}

async function startOpenssl(stand: Stand): Promise<number> {
  const port = await freePort()
  const identity = ['-cert', 'rsa.pem', '-key', 'rsa.key', '-cert_chain', 'middle.pem']
  return stand.start('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, '-quiet', '-cipher', 'ALL:@SECLEVEL=0', ...identity], port)
}
