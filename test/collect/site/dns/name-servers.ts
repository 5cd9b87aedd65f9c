import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {createDnsClient, type DnsClient} from '../../../../src/collect/site/dns/dns-client.ts'
import {createStand, freePort, has} from '../tls/programs.ts'

export const hasDnsServers = ['named', 'unbound', 'dnssec-keygen', 'dnssec-signzone'].every(has)

export interface Zone {
  /** Without SOA and NS of its own where none stand in it. */
  records: string
  signing?: 'good' | 'other-key' | 'expired' | 'none'
}

const head = (zone: string, records: string) =>
  `$TTL 60\n@ IN SOA ns1.may.gov.vn. tin.may.gov.vn. 1 3600 600 86400 60\n${/^@?\s+(?:IN\s+)?NS\s/m.test(records) ? '' : '@ NS ns1.may.gov.vn.\n@ NS ns2.may.gov.vn.\n'}${records}\n`.replaceAll(
    'ZONE',
    zone,
  )

/**
 * A whole tree of zones in one authoritative named, and a validating unbound before it whose only trust is the key of that root. All on
 * loopback.
 */
export async function startNameServers(zones: Record<string, Zone>): Promise<{
  validating: DnsClient
  plain: DnsClient
  authoritative: DnsClient
  ports: {named: number; unbound: number; plain: number}
  stop: () => void
}> {
  const stand = createStand()
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, {cwd: stand.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']})
  const fileOf = (zone: string) => (zone === '.' ? 'root.zone' : `${zone}.zone`)
  const parents = (zone: string) => Object.keys(zones).filter((one) => one !== zone && (one === '.' || zone.endsWith(`.${one}`)))
  const parentOf = (zone: string) => parents(zone).sort((a, b) => b.length - a.length)[0]
  const extra: Record<string, string> = {}
  // Leaves first: a parent is signed with the DS records of its children in it.
  const order = Object.keys(zones).sort((a, b) => (a === '.' ? 1 : b === '.' ? -1 : b.split('.').length - a.split('.').length))
  let rootKey = ''
  for (const zone of order) {
    const {records, signing = 'good'} = zones[zone] ?? {records: ''}
    const file = fileOf(zone)
    stand.write(file, head(zone, records) + (extra[zone] ?? ''))
    const parent = parentOf(zone)
    if (parent !== undefined && zone !== '.') extra[parent] = `${extra[parent] ?? ''}${zone}. NS ns1.may.gov.vn.\n`
    if (signing === 'none') continue
    const key = run('dnssec-keygen', '-a', 'ECDSAP256SHA256', '-f', 'KSK', '-n', 'ZONE', zone).trim()
    stand.write(file, `${stand.read(file)}\n$INCLUDE ${key}.key\n`)
    const time = signing === 'expired' ? ['-s', '20200101000000', '-e', '20200201000000'] : []
    run('dnssec-signzone', '-z', '-P', ...time, '-o', zone, '-k', key, file)
    const trusted = signing === 'other-key' ? run('dnssec-keygen', '-a', 'ECDSAP256SHA256', '-f', 'KSK', '-n', 'ZONE', zone).trim() : key
    if (parent === undefined || zone === '.')
      rootKey = readFileSync(stand.path(`${key}.key`), 'utf8')
        .split('\n')
        .filter((line) => !line.startsWith(';'))
        .join('')
    else extra[parent] += run('dnssec-dsfromkey', '-2', trusted)
  }
  const named = await freePort()
  const listen = Object.entries(zones).map(
    ([zone, {signing = 'good'}]) => `zone "${zone}" { type primary; file "${fileOf(zone)}${signing === 'none' ? '' : '.signed'}"; };`,
  )
  stand.write(
    'named.conf',
    `options { directory "${stand.folder}"; listen-on port ${named} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; pid-file none; session-keyfile none; dnssec-validation no; allow-transfer { none; }; minimal-responses yes; empty-zones-enable no; };\ncontrols {};\nlogging { channel c { stderr; }; category default { c; }; };\n${listen.join('\n').replace('zone "mo.gov.vn" { type primary;', 'zone "mo.gov.vn" { type primary; allow-transfer { any; };')}\n`,
  )
  await stand.start('named', ['-f', '-c', stand.path('named.conf'), '-n', '1'], named)
  const resolver = async (validate: boolean) => {
    const port = await freePort()
    const name = `unbound-${port}.conf`
    stand.write(
      name,
      `server:\n  interface: 127.0.0.1@${port}\n  port: ${port}\n  access-control: 127.0.0.0/8 allow\n  do-not-query-localhost: no\n  username: ""\n  chroot: ""\n  directory: "${stand.folder}"\n  pidfile: ""\n  use-syslog: no\n  do-ip6: no\n  num-threads: 1\n  local-zone: "invalid." transparent\n  local-zone: "test." transparent\n  module-config: "${validate ? 'validator iterator' : 'iterator'}"\n${validate ? `  trust-anchor: "${rootKey.replace(/\t/g, ' ')}"\n` : ''}forward-zone:\n  name: "."\n  forward-addr: 127.0.0.1@${named}\nremote-control:\n  control-enable: no\n`,
    )
    return stand.start('unbound', ['-d', '-c', stand.path(name)], port)
  }
  const [unbound, plain] = await Promise.all([resolver(true), resolver(false)])
  const clients = [unbound, plain, named].map((port) =>
    createDnsClient({servers: [{address: '127.0.0.1', port}], timeoutMs: 4000, tries: 2}),
  )
  const [validating, unchecked, authoritative] = clients as [DnsClient, DnsClient, DnsClient]
  return {
    validating,
    plain: unchecked,
    authoritative,
    ports: {named, unbound, plain},
    stop: () => {
      for (const client of clients) client.close()
      stand.stop()
    },
  }
}
