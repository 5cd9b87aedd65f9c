import {parseIptablesSave} from '../parse/iptables-save.ts'
import {parseNft} from '../parse/nft.ts'
import type {FilterChain} from '../parse/packet-filter.ts'
import type {Probe, Seen} from '../probe.ts'

/**
 * The packet filter rules in force in this network namespace, from both places where the kernel may hold them: nf_tables
 * (which iptables of today fills too) and the old ip_tables. Only root may read them; everyone can see that there are none
 * when the kernel has not loaded either.
 */
export async function readFilterRules(probe: Probe): Promise<Seen<FilterChain[]>> {
  if (!probe.elevated)
    return (await lacksPacketFilter(probe))
      ? none
      : {ok: false, reason: 'no-rights', detail: 'packet filter rules may only be read with administrator rights'}
  const [nft, legacy4, legacy6] = await Promise.all([
    probe.run('nft', ['-j', 'list', 'ruleset']),
    probe.readText('/proc/net/ip_tables_names'),
    probe.readText('/proc/net/ip6_tables_names'),
  ])
  const isLegacy = (answer: typeof legacy4) => answer.ok && answer.value.split('\n').includes('filter')
  const [chains, old4, old6] = await Promise.all([
    nft.ok ? readNft(nft.value) : undefined,
    isLegacy(legacy4) ? readLegacy(probe, 'ip') : noLegacy,
    isLegacy(legacy6) ? readLegacy(probe, 'ip6') : noLegacy,
  ])
  if (!old4.ok) return old4
  if (!old6.ok) return old6
  const old = [...old4.value, ...old6.value]
  if (chains?.ok && nft.ok) return {ok: true, value: [...(await inWordsOfIptables(probe, nft.value.stdout, chains.value)), ...old]}
  if (chains) return chains
  if (!nft.ok && nft.reason !== 'not-supported') return nft
  return readWithoutNft(probe, old)
}

const none: Seen<FilterChain[]> = {ok: true, value: []}
const noLegacy: Seen<FilterChain[]> = none

function readNft(output: {code: number; stdout: string; stderr: string}): Seen<FilterChain[]> {
  const complaint = output.stderr.trim().split('\n')[0]?.slice(0, 150) ?? ''
  if (/not permitted|must be root/i.test(complaint)) return {ok: false, reason: 'no-rights', detail: `nft: ${complaint}`}
  const chains = output.code === 0 ? parseNft(output.stdout) : undefined
  return chains
    ? {ok: true, value: chains}
    : {ok: false, reason: 'error', detail: `nft -j list ruleset (code ${output.code}): ${complaint || 'no ruleset printed'}`}
}

/**
 * nft names extensions of iptables that it cannot translate without telling what they ask for (`"xt": {"name": "conntrack"}`).
 * The iptables that put them there tells; without it they stay conditions of which nothing is known.
 */
async function inWordsOfIptables(probe: Probe, ruleset: string, chains: FilterChain[]): Promise<FilterChain[]> {
  if (!/"xt":/.test(ruleset)) return chains
  const told = await Promise.all(
    (['ip', 'ip6'] as const).map(async (family) => {
      const name = family === 'ip' ? 'iptables' : 'ip6tables'
      const own = await probe.run(`${name}-nft-save`, [])
      const save = own.ok ? own : await probe.run(`${name}-save`, [])
      if (!save.ok || save.value.code !== 0 || !save.value.stdout.includes('(nf_tables)')) return []
      return parseIptablesSave(save.value.stdout, family) ?? []
    }),
  )
  const better = told.flat()
  const replaced = new Set(better.map(({family, table}) => `${family} ${table}`))
  return [...chains.filter(({family, table}) => !replaced.has(`${family} ${table}`)), ...better]
}

/** Without nft: `iptables-save` shows what iptables put there; whoever talks to the kernel directly stays unseen. */
async function readWithoutNft(probe: Probe, old: FilterChain[]): Promise<Seen<FilterChain[]>> {
  const [save4, save6] = await Promise.all([probe.run('iptables-save', []), probe.run('ip6tables-save', [])])
  if (!save4.ok) {
    if (old.length > 0) return {ok: true, value: old}
    if (save4.reason !== 'not-supported') return save4
    if (await lacksPacketFilter(probe)) return none
    return {ok: false, reason: 'not-supported', detail: 'neither nft nor iptables is installed: rules in the kernel cannot be listed'}
  }
  const chains4 = save4.value.code === 0 ? parseIptablesSave(save4.value.stdout, 'ip') : undefined
  const chains6 = save6.ok && save6.value.code === 0 ? parseIptablesSave(save6.value.stdout, 'ip6') : save6.ok ? undefined : []
  const complaint = `${save4.value.stderr}${save6.ok ? save6.value.stderr : ''}`.trim().split('\n')[0]?.slice(0, 150)
  if (!chains4 || !chains6) {
    const closed = /permission denied|not permitted|must be root/i.test(complaint ?? '')
    return {
      ok: false,
      reason: closed ? 'no-rights' : 'error',
      detail: `iptables-save: ${complaint || 'output ends in the middle of a table'}`,
    }
  }
  return {ok: true, value: old.length > 0 ? old : [...chains4, ...chains6]}
}

/**
 * The old tables through the program that reads them. It is called only when they are loaded, so that asking loads nothing;
 * `iptables-save` is that program where no other one carries the name.
 */
async function readLegacy(probe: Probe, family: 'ip' | 'ip6'): Promise<Seen<FilterChain[]>> {
  const name = family === 'ip' ? 'iptables' : 'ip6tables'
  const legacy = await probe.run(`${name}-legacy-save`, [])
  const answer = legacy.ok || legacy.reason !== 'not-supported' ? legacy : await probe.run(`${name}-save`, [])
  if (!answer.ok) return {...answer, detail: `the old ip_tables are in use and cannot be listed: ${answer.detail}`.slice(0, 200)}
  const chains = answer.value.code === 0 ? parseIptablesSave(answer.value.stdout, family) : undefined
  // The table is loaded, so it must be printed.
  if (!chains || chains.length === 0)
    return {ok: false, reason: 'error', detail: `${name}-save printed no filter table though one is loaded`}
  return {ok: true, value: chains}
}

/** Proof, open to everyone, that no rules can be in force: the kernel can load both filters as modules and has loaded none. */
async function lacksPacketFilter(probe: Probe): Promise<boolean> {
  const [modules, release] = await Promise.all([probe.readText('/proc/modules'), probe.readText('/proc/sys/kernel/osrelease')])
  if (!modules.ok || modules.value.trim() === '' || !release.ok) return false
  const builtin = await probe.readText(`/lib/modules/${release.value.trim()}/modules.builtin`)
  if (!builtin.ok || builtin.value.trim() === '') return false
  const filters = ['nf_tables', 'iptable_filter', 'ip6table_filter', 'ip_tables', 'ip6_tables']
  const loaded = new Set(modules.value.split('\n').map((line) => line.split(' ', 1)[0]))
  return !filters.some((name) => loaded.has(name) || builtin.value.includes(`/${name}.ko`))
}
