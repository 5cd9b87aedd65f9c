import {createStand} from '../test/collect/site/tls/programs.ts'
import {lacks} from './measure.ts'
import {addressesOf, groupsButContent, load, probeArgs, startDns, startHelper, startSites, urlsOf} from './probe-stand.ts'
import {watchProbe} from './watch-probe.ts'

const port = 8443
const count = 400
const concurrency = 100
const limitSeconds = 15

/** 400 sites 30 ms away, each at an address of its own, by a proxy that waits 15 ms on every way; its key is cheap to sign with (probe-2000). */
export async function run(): Promise<void> {
  if (lacks('probe-far', ['nginx', 'openssl'])) return
  const stand = createStand()
  const dns = await startDns()
  const near = addressesOf(count)
  const far = near.map((address) => address.replace('127.20.', '127.21.'))
  const stopProxy = await startHelper('probe-proxy.ts', [String(port), ...far])
  try {
    await startSites(stand, near, port, 'ec')
    const file = stand.write('sites.txt', `${urlsOf(far, port).join('\n')}\n`)
    for (const groups of [['tls'], groupsButContent]) {
      const args = probeArgs(dns.server, groups, [`@${file}`], ['--concurrency', String(concurrency)])
      const {seconds, rssMb, cpuSeconds, connections, requests, ok} = await watchProbe(args, count)
      console.log(`probe-far: ${groups.join(', ')}; ${count} sites 30 ms away, ${concurrency} at once (${load()})`)
      console.log(
        `  ${ok} seen, ${(connections / count).toFixed(1)} connections and ${(requests / count).toFixed(1)} requests a site in ${seconds.toFixed(1)} s (limit ${limitSeconds}), ${cpuSeconds.toFixed(1)} CPU-s, ${rssMb.at(-1)?.toFixed(0)} MB`,
      )
      if (seconds > limitSeconds) process.exitCode = 1
    }
  } finally {
    stopProxy()
    dns.stop()
    stand.stop()
  }
}

if (import.meta.main) await run()
