import {spawnSync} from 'node:child_process'
import {createServer} from 'node:net'
import {createStand} from '../test/collect/site/tls/programs.ts'
import {compare, lacks, printTable} from './measure.ts'
import {addressesOf, groupsButContent, load, probeArgs, startDns, startSites, urlsOf} from './probe-stand.ts'

/** The one port on which nmap runs both scripts without `-sV`: on 8443 it looks for no headers. */
const usualPort = 443
const otherPort = 8443
const count = 20
const rounds = 7
const limits = {ratio: 3, rssMb: 150}
const peer = 'nmap'

/** 20 sites, everything but content, beside nmap with its scripts for TLS and headers on the same addresses; each with its own start. */
export async function run(): Promise<void> {
  if (lacks('probe-20', ['nginx', 'openssl', 'nmap'])) return
  const stand = createStand()
  const dns = await startDns()
  try {
    const addresses = addressesOf(count)
    const port = (await mayListen(usualPort, addresses[0])) ? usualPort : otherPort
    if (port !== usualPort) console.log(`probe-20: port ${usualPort} may not be used here; on ${port} nmap looks for no headers`)
    await startSites(stand, addresses, port)
    const nmap = ['-n', '-Pn', '-p', String(port), '--script', 'ssl-enum-ciphers,http-security-headers', ...addresses]
    const ours = probeArgs(dns.server, groupsButContent, urlsOf(addresses, port))
    const tls = probeArgs(dns.server, ['tls'], urlsOf(addresses, port))
    console.log(`probe-20: ${count} sites of nginx, RSA 2048, ${groupsButContent.join(', ')} (${load()})`)
    console.log(`  nmap saw ${seenByNmap(nmap)}; ours ${seenByUs(ours)}`)
    const timings = compare(
      [
        {name: peer, program: 'nmap', args: nmap},
        {name: 'stp-sec probe, all but content', program: process.execPath, args: ours, codes: [0, 1]},
        {name: 'stp-sec probe --only tls', program: process.execPath, args: tls, codes: [0, 1]},
      ],
      rounds,
    )
    printTable(timings, peer)
    const [theirs, mine] = timings
    if (!theirs || !mine) throw new Error('nothing was measured')
    const ratio = mine.ms / theirs.ms
    console.log(
      `  ratio ${ratio.toFixed(2)} (limit ${limits.ratio}), peak memory ${mine.rssMb.toFixed(0)} MB (limit ${limits.rssMb}) (${load()})`,
    )
    if (ratio > limits.ratio || mine.rssMb > limits.rssMb) process.exitCode = 1
  } finally {
    dns.stop()
    stand.stop()
  }
}

function mayListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}

function seenByNmap(args: string[]): string {
  const {stdout} = spawnSync('nmap', args, {encoding: 'utf8', maxBuffer: 1e8})
  const times = (text: string) => stdout.split(text).length - 1
  return `TLS of ${times('ssl-enum-ciphers:')}, headers of ${times('http-security-headers:')} sites`
}

/** What came out, so that a fast answer that saw nothing is not taken for a good one. */
function seenByUs(args: string[]): string {
  const {stdout, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8', maxBuffer: 1e9})
  if (!stdout.startsWith('[')) throw new Error(stdout.slice(0, 500) + stderr)
  const sites = JSON.parse(stdout) as {status: string; facts: Record<string, {ok: boolean}>; requests: number; connections: number}[]
  const seen = (fact: string) => sites.filter(({facts}) => facts[fact]?.ok).length
  const [first] = sites
  return `TLS of ${seen('tls')}, headers of ${seen('headers')}, exposure of ${seen('exposure')}, DNS of ${seen('dns')}, mail of ${seen('mail')} sites; ${first?.connections} connections, ${first?.requests} requests a site`
}

if (import.meta.main) await run()
