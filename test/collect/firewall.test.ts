import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {firewallCollector} from '../../src/collect/endpoint/firewall.ts'
import {firewall as schema} from '../../src/model/facts/firewall.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]

const folder = (name: string) => join(import.meta.dirname, '../recorded/firewall', name)
const ask = (name: string, change?: Change) => firewallCollector.collect(createRecordedProbe(folder(name), change))

async function collect(name: string, change?: Change) {
  const fact = await ask(name, change)
  if (!fact.ok) throw new Error(`${fact.reason}: ${fact.detail}`)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

/** Another ruleset in the place of the recorded one. */
const ruleset =
  (edit: (text: string) => string): Change =>
  ({commands}) => {
    for (const command of commands) {
      if (command.run[0] !== 'nft') continue
      command.stdout = edit(command.stdout ?? readFileSync(join(folder('firewalld-root'), command.stdoutFile ?? ''), 'utf8'))
      delete command.stdoutFile
    }
  }

const deny = [
  {name: 'ipv4', enabled: true, defaultInbound: 'deny'},
  {name: 'ipv6', enabled: true, defaultInbound: 'deny'},
]

describe('firewall', () => {
  it('reads the rules of ufw as root', async () => {
    const {value, gaps} = await collect('debian-root')
    expect(value).toEqual({
      product: 'ufw',
      enabled: true,
      defaultInbound: 'deny',
      profiles: deny,
      logsDropped: true,
      intrusionPrevention: true,
      startsAtBoot: true,
    })
    expect(gaps).toEqual({})
  })

  it('sees ufw without rights by its open configuration and its loaded service', async () => {
    const {value, gaps} = await collect('debian-user')
    expect(value).toEqual({
      product: 'ufw',
      enabled: true,
      defaultInbound: 'deny',
      profiles: deny,
      logsDropped: true,
      intrusionPrevention: true,
      startsAtBoot: true,
    })
    expect(gaps).toEqual({})
  })

  it('does not take a configuration that was never loaded for a firewall', async () => {
    const change: Change = ({commands}) => {
      for (const command of commands)
        command.stdout = command.stdout?.replace(/^(ufw.service\s+loaded\s+)active(\s+)exited/m, '$1inactive$2dead') ?? ''
    }
    expect(await ask('debian-user', change)).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it('reads firewalld: the chain ends in a rejection though its policy is accept', async () => {
    const {value, gaps} = await collect('firewalld-root')
    expect(value).toEqual({
      product: 'firewalld',
      enabled: true,
      defaultInbound: 'deny',
      profiles: deny,
      logsDropped: false,
      intrusionPrevention: true,
      startsAtBoot: true,
    })
    expect(gaps).toEqual({})
  })

  it('knows of firewalld without rights that it runs, and nothing of its zone', async () => {
    const {value, gaps} = await collect('firewalld-user')
    expect(value).toEqual({product: 'firewalld', enabled: true, profiles: [], intrusionPrevention: true, startsAtBoot: true})
    expect(Object.keys(gaps).sort()).toEqual(['defaultInbound', 'logsDropped', 'profiles'])
    expect(gaps['defaultInbound']?.reason).toBe('no-rights')
  })

  it.each([
    [
      'the adapter is in the zone trusted',
      '{"rule": {"family": "inet", "table": "firewalld", "chain": "filter_INPUT_ZONES", "handle": 1, "expr": [{"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "eth0"}}, {"accept": null}]}}',
    ],
    [
      'the zone opens all high ports',
      '{"rule": {"family": "inet", "table": "firewalld", "chain": "filter_INPUT_ZONES", "handle": 1, "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"range": [1025, 65535]}}}, {"accept": null}]}}',
    ],
  ])('is open when %s', async (_, rule) => {
    const {value} = await collect(
      'firewalld-root',
      ruleset((text) => text.replace('{"metainfo"', `${rule}, {"metainfo"`)),
    )
    expect(value).toMatchObject({product: 'firewalld', enabled: true, defaultInbound: 'allow'})
  })

  it('is not open when another adapter, unknown to strangers, is trusted', async () => {
    const rule =
      '{"rule": {"family": "inet", "table": "firewalld", "chain": "filter_INPUT_ZONES", "handle": 1, "expr": [{"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "docker0"}}, {"accept": null}]}}'
    const {value} = await collect(
      'firewalld-root',
      ruleset((text) => text.replace('{"metainfo"', `${rule}, {"metainfo"`)),
    )
    expect(value.defaultInbound).toBe('deny')
  })

  it('reads native nftables with verdict maps, fail2ban beside it', async () => {
    const {value, gaps} = await collect('nftables-root')
    expect(value).toMatchObject({
      product: 'nftables',
      enabled: true,
      defaultInbound: 'deny',
      profiles: deny,
      logsDropped: true,
      startsAtBoot: true,
    })
    expect(gaps).toEqual({})
  })

  it('does not take the rules of docker and fail2ban for a firewall', async () => {
    const {value, gaps} = await collect('helpers-only')
    expect(value).toEqual({
      product: 'none',
      enabled: false,
      defaultInbound: 'allow',
      profiles: [
        {name: 'ipv4', enabled: false, defaultInbound: 'allow'},
        {name: 'ipv6', enabled: false, defaultInbound: 'allow'},
      ],
      logsDropped: false,
      intrusionPrevention: false,
    })
    expect(gaps).toEqual({})
  })

  it('is not enabled when only IPv4 is guarded: old ip_tables, which nft does not show', async () => {
    const {value, gaps} = await collect('iptables-legacy-v4')
    expect(value).toMatchObject({
      product: 'iptables',
      enabled: false,
      defaultInbound: 'allow',
      profiles: [
        {name: 'ipv4', enabled: true, defaultInbound: 'deny'},
        {name: 'ipv6', enabled: false, defaultInbound: 'allow'},
      ],
      logsDropped: true,
    })
    expect(gaps['startsAtBoot']?.reason).toBe('not-collected')
  })

  it('reads iptables-save where there is no nft', async () => {
    const {value} = await collect('centos-iptables')
    expect(value).toMatchObject({
      product: 'iptables',
      enabled: true,
      defaultInbound: 'deny',
      profiles: deny,
      logsDropped: false,
      startsAtBoot: true,
    })
  })

  it('proves without rights that a kernel without packet filter filters nothing', async () => {
    const {value} = await collect('alpine-no-modules')
    expect(value).toMatchObject({product: 'none', enabled: false, defaultInbound: 'allow'})
    const loaded: Change = (recording) => {
      recording.closed = ['/lib/modules']
    }
    expect(await ask('alpine-no-modules', loaded)).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it('may not look in a container', async () => {
    expect(await ask('container')).toMatchObject({ok: false, reason: 'no-rights'})
  })

  it.each([
    ['nothing', ''],
    ['half a document', '{"nftables": [{"metainfo": {"version": "1.0.6"}}, {"chain": {"family": "ip"'],
    ['no metainfo', '{"nftables": []}'],
  ])('is an error when nft prints %s', async (_, stdout) => {
    expect(
      await ask(
        'nftables-root',
        ruleset(() => stdout),
      ),
    ).toMatchObject({ok: false, reason: 'error'})
  })

  it('is an error when a table of iptables-save is cut off', async () => {
    const change: Change = ({commands}) => {
      for (const command of commands) command.stdout = command.stdout?.slice(0, 200) ?? ''
    }
    expect(await ask('centos-iptables', change)).toMatchObject({ok: false, reason: 'error'})
  })

  it('reads the Application Firewall of macOS', async () => {
    const {value, gaps} = await collect('macos')
    expect(value).toEqual({product: 'alf', enabled: true, profiles: [{name: 'alf', enabled: true}], startsAtBoot: true, logsDropped: true})
    expect(gaps['defaultInbound']?.reason).toBe('not-supported')
  })
})
