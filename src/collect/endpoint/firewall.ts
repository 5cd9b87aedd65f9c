import type {EndpointFactValue} from '../../model/facts/index.ts'
import type {Collected, Collector} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readFilterRules} from '../linux/packet-filter-rules.ts'
import {isRunning, type Processes, readProcesses} from '../linux/processes.ts'
import {isUp, readBootUnits, readUnits} from '../linux/systemd.ts'
import {type FilterChain, judgeInput, reachableFromInput} from '../parse/packet-filter.ts'
import {parseIpv4DefaultRoutes, parseIpv6DefaultRoutes} from '../parse/proc-routes.ts'
import {parseShellVars} from '../parse/shell-vars.ts'
import type {Probe, Seen} from '../probe.ts'

type Firewall = EndpointFactValue<'firewall'>
type Profile = Firewall['profiles'][number]

export const firewallCollector: Collector<'firewall'> = {fact: 'firewall', collect}

/** Programs that shut out an attacker while he attacks. */
const intrusionPrevention = ['fail2ban-server', 'crowdsec', 'sshguard', 'denyhosts', 'denyhosts.py', 'psad']

/** Chains and tables of programs that filter for their own ends: they make no firewall of the machine. */
const helperChains =
  /^(?:f2b|fail2ban|crowdsec|sshguard|docker|libvirt|kube|cali-|cilium|ts-|netbird|incus|lxd|nm-|podman|netavark|cni-|blacklist)/i

/** Services that load the rules of a product when the machine starts; nftables and iptables have many. */
const loaders: Record<string, readonly string[]> = {
  ufw: ['ufw'],
  firewalld: ['firewalld'],
  nftables: ['nftables', 'shorewall', 'ferm', 'awall'],
  iptables: [
    'iptables',
    'netfilter-persistent',
    'iptables-persistent',
    'shorewall',
    'ferm',
    'csf',
    'arno-iptables-firewall',
    'firehol',
    'awall',
  ],
}

async function collect(probe: Probe): Promise<Collected<'firewall'>> {
  if (probe.platform === 'darwin') return collectDarwin(probe)
  const source = 'nft -j list ruleset; iptables-save; /proc/net; /etc/ufw/ufw.conf; /etc/default/ufw; systemctl list-units'
  const [rules, processes, ufw, starters] = await Promise.all([
    readFilterRules(probe),
    readProcesses(probe),
    readUfw(probe),
    readStarters(probe),
  ])
  const seen = rules.ok ? await fromRules(probe, rules.value, processes) : await withoutRules(probe, rules, processes, ufw, starters)
  if (!seen.ok) return {...seen, source}
  const {value, gaps} = seen
  const prevention = isRunning(processes, intrusionPrevention)
  if (prevention === undefined) gaps['intrusionPrevention'] = {reason: 'no-rights', detail: "other users' processes are hidden here"}
  else value.intrusionPrevention = prevention
  if (value.product !== undefined && value.product !== 'none') {
    const boot = startsAtBoot(value.product, starters, ufw)
    if (boot === undefined)
      gaps['startsAtBoot'] = {reason: 'not-collected', detail: 'what loads the rules when the machine starts is not known'}
    else value.startsAtBoot = boot
  }
  return {ok: true, value, source, ...withGaps(gaps)}
}

type Judged = {ok: true; value: Firewall; gaps: Gaps} | Extract<Seen<never>, {ok: false}>

/** Judges the rules in force, IPv4 and IPv6 apart: a machine that guards only one of them is open. */
async function fromRules(probe: Probe, chains: FilterChain[], processes: Seen<Processes>): Promise<Judged> {
  const [adapters, ipv6] = await Promise.all([readAdapters(probe), usesIpv6(probe)])
  const profiles = (ipv6 ? (['ip', 'ip6'] as const) : (['ip'] as const)).map((family): Profile => {
    const open = adapters.some((adapter) => judgeInput(chains, family, adapter) === 'allow')
    const own = reachableFromInput(chains, family).filter(({name, table}) => !helperChains.test(name) && !helperChains.test(table))
    const filters = own.some(({rules}) => rules.some(({action}) => action?.kind === 'drop'))
    return {name: family === 'ip' ? 'ipv4' : 'ipv6', enabled: !open || filters, defaultInbound: open ? 'allow' : 'deny'}
  })
  const product = profiles.some(({enabled}) => enabled) ? productOf(chains) : 'none'
  // Rules of firewalld that nft would show are missing: they were not seen, not absent.
  if (product === 'none' && isRunning(processes, ['firewalld']))
    return {ok: false, reason: 'error', detail: 'firewalld runs and no rule of it was found'}
  const reached = [...reachableFromInput(chains, 'ip'), ...(ipv6 ? reachableFromInput(chains, 'ip6') : [])]
  return {
    ok: true,
    value: {
      product,
      enabled: profiles.every(({enabled}) => enabled),
      defaultInbound: profiles.some(({defaultInbound}) => defaultInbound === 'allow') ? 'allow' : 'deny',
      profiles,
      logsDropped: product !== 'none' && reached.some(({name, rules}) => !helperChains.test(name) && rules.some(({log}) => log)),
    },
    gaps: {},
  }
}

function productOf(chains: readonly FilterChain[]): string {
  const reached = [...reachableFromInput(chains, 'ip'), ...reachableFromInput(chains, 'ip6')]
  if (reached.some(({name, table}) => table === 'firewalld' || name === 'INPUT_ZONES')) return 'firewalld'
  if (reached.some(({name}) => /^ufw6?-/.test(name))) return 'ufw'
  const own = reached.filter((chain) => !helperChains.test(chain.name) && !helperChains.test(chain.table))
  return own.some((chain) => !isOfIptables(chains, chain) && (chain.policy === 'drop' || chain.rules.length > 0)) ? 'nftables' : 'iptables'
}

/** Tables of iptables inside nf_tables keep its upper-case chain names. */
function isOfIptables(chains: readonly FilterChain[], {table, family}: FilterChain): boolean {
  return (
    family !== 'inet' && chains.some((one) => one.table === table && one.family === family && one.name === 'INPUT' && one.hook === 'input')
  )
}

/** What everyone may see: firewalld runs, or ufw was switched on and its service has loaded it. */
async function withoutRules(
  probe: Probe,
  failure: Extract<Seen<never>, {ok: false}>,
  processes: Seen<Processes>,
  ufw: Ufw,
  starters: Starters,
): Promise<Judged> {
  if (failure.reason !== 'no-rights' || probe.elevated) return failure
  const closed = gapFor(failure)
  if (isRunning(processes, ['firewalld']))
    return {
      ok: true,
      value: {product: 'firewalld', enabled: true, profiles: []},
      gaps: {defaultInbound: closed, profiles: closed, logsDropped: closed},
    }
  if (!ufw.enabled || !starters.up('ufw')) return failure
  const gaps: Gaps = {}
  if (!ufw.defaultInbound) gaps['defaultInbound'] = closed
  const profile = {enabled: true, ...(ufw.defaultInbound ? {defaultInbound: ufw.defaultInbound} : {})}
  const profiles = [{name: 'ipv4', ...profile}, ...((await usesIpv6(probe)) ? [{name: 'ipv6', ...profile}] : [])]
  if (ufw.logs === undefined) gaps['logsDropped'] = closed
  return {ok: true, value: {product: 'ufw', ...profile, profiles, ...(ufw.logs === undefined ? {} : {logsDropped: ufw.logs})}, gaps}
}

interface Ufw {
  enabled?: boolean
  defaultInbound?: 'allow' | 'deny'
  logs?: boolean
}

async function readUfw(probe: Probe): Promise<Ufw> {
  const [conf, defaults] = await Promise.all([probe.readText('/etc/ufw/ufw.conf'), probe.readText('/etc/default/ufw')])
  if (!conf.ok) return {}
  const settings = parseShellVars(conf.value)
  const policy = defaults.ok ? parseShellVars(defaults.value).get('DEFAULT_INPUT_POLICY')?.toUpperCase() : undefined
  const level = settings.get('LOGLEVEL')?.toLowerCase()
  return {
    enabled: settings.get('ENABLED')?.toLowerCase() === 'yes',
    ...(policy === 'DROP' || policy === 'REJECT'
      ? {defaultInbound: 'deny' as const}
      : policy === 'ACCEPT'
        ? {defaultInbound: 'allow' as const}
        : {}),
    ...(level ? {logs: level !== 'off'} : {}),
  }
}

interface Starters {
  /** The service is up now. */
  up: (name: string) => boolean
  /** The service starts with the machine; undefined where no service manager was seen. */
  atBoot: (name: string) => boolean | undefined
}

async function readStarters(probe: Probe): Promise<Starters> {
  const [units, wanted, started, ...runlevels] = await Promise.all([
    readUnits(probe),
    readBootUnits(probe),
    probe.list('/run/openrc/started'),
    probe.list('/etc/runlevels/boot'),
    probe.list('/etc/runlevels/default'),
    probe.list('/etc/runlevels/sysinit'),
  ])
  if (units.ok)
    return {
      up: (name) => isUp(units.value.units, [name]),
      atBoot: (name) => (wanted.ok ? wanted.value.has(`${name}.service`) : undefined),
    }
  const listed = runlevels.flatMap((level) => (level.ok ? level.value : []))
  return {
    up: (name) => started.ok && started.value.includes(name),
    atBoot: (name) => (started.ok ? listed.includes(name) : undefined),
  }
}

function startsAtBoot(product: string, starters: Starters, ufw: Ufw): boolean | undefined {
  const answers = (loaders[product] ?? []).map((name) => starters.atBoot(name))
  if (answers.includes(true)) return product === 'ufw' ? ufw.enabled : true
  // Rules of nftables and iptables may be loaded by a script that nobody knows of.
  return product === 'ufw' || product === 'firewalld' ? answers[0] : undefined
}

/** Adapters through which strangers come in: those with hardware and those with a default route. */
async function readAdapters(probe: Probe): Promise<string[]> {
  const [names, routes4, routes6] = await Promise.all([
    probe.list('/sys/class/net'),
    probe.readText('/proc/net/route'),
    probe.readText('/proc/net/ipv6_route'),
  ])
  const all = names.ok ? names.value : []
  const devices = await Promise.all(all.map((name) => probe.stat(`/sys/class/net/${name}/device`)))
  const found = new Set(all.filter((_, index) => devices[index]?.ok))
  for (const name of routes4.ok ? (parseIpv4DefaultRoutes(routes4.value) ?? []) : []) found.add(name)
  for (const name of routes6.ok ? parseIpv6DefaultRoutes(routes6.value) : []) found.add(name)
  return found.size > 0 ? [...found] : ['eth0']
}

/** IPv6 is in use when an adapter other than lo has such an address; without /proc/net/if_inet6 the kernel has none. */
async function usesIpv6(probe: Probe): Promise<boolean> {
  const addresses = await probe.readText('/proc/net/if_inet6')
  if (!addresses.ok) return addresses.reason !== 'not-supported'
  return addresses.value.split('\n').some((line) => /^[0-9a-f]{32}\s/.test(line) && !/\slo\s*$/.test(line))
}

/** Application Firewall of macOS. Its rules for single programs are not read, so in state 1 the default is not known. */
async function collectDarwin(probe: Probe): Promise<Collected<'firewall'>> {
  const program = '/usr/libexec/ApplicationFirewall/socketfilterfw'
  const source = `${program} --getglobalstate`
  const [state, logging] = await Promise.all([probe.run(program, ['--getglobalstate']), probe.run(program, ['--getloggingmode'])])
  if (!state.ok) return {...state, source}
  const number = /State = ([012])/.exec(state.value.stdout)?.[1]
  if (!number) return {ok: false, reason: 'error', detail: 'socketfilterfw did not name its state', source}
  const enabled = number !== '0'
  const inbound = number === '2' ? ({defaultInbound: 'deny'} as const) : number === '0' ? ({defaultInbound: 'allow'} as const) : {}
  const logs = logging.ok ? /\b(on|off)\b/i.exec(logging.value.stdout)?.[1]?.toLowerCase() : undefined
  const gaps: Gaps = {intrusionPrevention: {reason: 'not-collected', detail: 'not looked for on macOS'}}
  if (number === '1') gaps['defaultInbound'] = {reason: 'not-supported', detail: 'the firewall decides for each program by itself'}
  if (!logs) gaps['logsDropped'] = {reason: 'error', detail: 'socketfilterfw did not name its logging mode'}
  return {
    ok: true,
    value: {
      product: 'alf',
      enabled,
      ...inbound,
      profiles: [{name: 'alf', enabled, ...inbound}],
      startsAtBoot: enabled,
      ...(logs ? {logsDropped: logs === 'on'} : {}),
    },
    source,
    ...withGaps(gaps),
  }
}
