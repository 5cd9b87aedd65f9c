import {createStand} from '../test/collect/site/tls/programs.ts'
import {lacks} from './measure.ts'
import {addressesOf, groupsButContent, load, probeArgs, startDns, startSites, urlsOf} from './probe-stand.ts'
import {watchProbe} from './watch-probe.ts'

const port = 8443
const addresses = 100
const perAddress = 20
const concurrency = 50
/** Probes a second, and how much more memory may be in use at the end than after a quarter. */
const limits = {rate: 40, growth: 1.15}

/**
 * 2,000 sites in one run: 100 addresses with 20 names each. What "a probe" is, is said: TLS and certificates (what the tools beside it
 * look at), then everything but content. No pause is made between requests to this machine itself (policies/site/politeness.yaml), and
 * no more than 512 connections to it are open at once. The key is of an elliptic curve: with RSA the one server, which signs forty thousand
 * times, is what would be measured.
 */
export async function run(): Promise<void> {
  if (lacks('probe-2000', ['nginx', 'openssl'])) return
  const stand = createStand()
  const dns = await startDns()
  try {
    const own = addressesOf(addresses)
    await startSites(stand, own, port, 'ec')
    const file = stand.write('sites.txt', `${urlsOf(own, port, perAddress).join('\n')}\n`)
    for (const groups of [['tls'], groupsButContent]) {
      const args = probeArgs(dns.server, groups, [`@${file}`], ['--concurrency', String(concurrency)])
      const {seconds, rssMb, cpuSeconds, connections, requests, ok, bytes} = await watchProbe(args, addresses * perAddress)
      const total = addresses * perAddress
      const rate = total / seconds
      const [quarter = Number.NaN] = rssMb
      const growth = (rssMb.at(-1) ?? Number.NaN) / quarter
      console.log(`probe-2000: ${groups.join(', ')}; ${total} sites, ${concurrency} at once (${load()})`)
      console.log(`  ${ok} seen, ${(connections / total).toFixed(1)} connections and ${(requests / total).toFixed(1)} requests a site`)
      console.log(
        `  ${seconds.toFixed(1)} s: ${rate.toFixed(1)} probes a second (limit ${limits.rate}); ${((cpuSeconds / total) * 1000).toFixed(1)} CPU-ms a probe, start included`,
      )
      console.log(
        `  RSS at 25, 50, 75, 100 %: ${rssMb.map((mb) => mb.toFixed(0)).join(', ')} MB: x${growth.toFixed(2)} (limit ${limits.growth}); ${(bytes / total / 1024).toFixed(0)} kB of JSON a site`,
      )
      if (rate < limits.rate || growth > limits.growth) process.exitCode = 1
    }
  } finally {
    dns.stop()
    stand.stop()
  }
}

if (import.meta.main) await run()
