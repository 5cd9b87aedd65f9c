import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {servicesCollector} from '../../src/collect/endpoint/services.ts'
import {services as schema} from '../../src/model/facts/services.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]

const ask = (name: string, change?: Change) =>
  servicesCollector.collect(createRecordedProbe(join(import.meta.dirname, '../recorded/services', name), change))

async function collect(name: string, change?: Change) {
  const fact = await ask(name, change)
  if (!fact.ok) throw new Error(`${fact.reason}: ${fact.detail}`)
  const value = schema.parse(fact.value)
  return {value, gaps: fact.gaps ?? {}, of: (service: string) => value.items.find(({name: item}) => item === service)}
}

describe('services', () => {
  it('lists the units of Debian with what runs and what starts at boot', async () => {
    const {value, gaps, of} = await collect('debian-root')
    expect(value.manager).toBe('systemd')
    expect(gaps).toEqual({})
    expect(value.items).toHaveLength(75)
    expect(of('ssh')).toEqual({name: 'ssh', running: true, startsAtBoot: true})
    // Enabled and failed.
    expect(of('auditd')).toEqual({name: 'auditd', running: false, startsAtBoot: true})
    // One-shot: its rules are in force.
    expect(of('ufw')).toEqual({name: 'ufw', running: true, startsAtBoot: true})
    expect(of('nftables')).toEqual({name: 'nftables', running: false, startsAtBoot: false})
    // Started on demand over D-Bus: nothing wants it, so nothing is said.
    expect(of('polkit')).toEqual({name: 'polkit', running: true})
    expect(of('connman'), 'a unit that only others name').toBeUndefined()
  })

  it('counts a service whose socket waits as running, and a masked one not', async () => {
    const {value} = await collect('fedora-sockets')
    expect(value.items).toEqual([
      {name: 'crond', running: true, startsAtBoot: true},
      {name: 'telnet', running: true, startsAtBoot: true},
      {name: 'nfs-server', running: true},
      {name: 'rpcbind', running: false, startsAtBoot: false},
      {name: 'getty@tty1', running: true},
      {name: 'httpd', running: false, startsAtBoot: false},
      {name: 'dbus-broker', running: true},
      {name: 'app', running: false, startsAtBoot: false},
    ])
  })

  it('says so when rows were cut off, and gives no list out of an empty or refused answer', async () => {
    const cut = await collect('fedora-sockets', ({commands}) => {
      for (const command of commands) command.stdout = `${command.stdout?.slice(0, 120)}\nhalf.serv`
    })
    expect(cut.gaps['items']).toMatchObject({reason: 'error'})
    for (const [stdout, stderr] of [
      ['', ''],
      ['', 'Failed to list units: Access denied'],
    ] as const)
      expect(
        await ask('fedora-sockets', ({commands}) => {
          for (const command of commands) Object.assign(command, {stdout, stderr, code: stderr ? 1 : 0})
        }),
      ).toMatchObject({ok: false, reason: 'error'})
  })

  it('reads OpenRC from its state files: a crashed daemon does not run', async () => {
    const {value, gaps, of} = await collect('alpine')
    expect(value.manager).toBe('openrc')
    expect(gaps).toEqual({})
    expect(of('sshd')).toEqual({name: 'sshd', running: true, startsAtBoot: true})
    expect(of('crond')).toEqual({name: 'crond', running: true, startsAtBoot: true})
    expect(of('networking')).toEqual({name: 'networking', running: true, startsAtBoot: true})
    expect(of('nginx')).toEqual({name: 'nginx', running: false, startsAtBoot: true})
    expect(of('ntpd')).toEqual({name: 'ntpd', running: true, startsAtBoot: false})
    expect(of('acpid')).toEqual({name: 'acpid', running: false, startsAtBoot: false})
    expect(of('functions.sh')).toBeUndefined()
  })

  it.each([
    ['Failed to connect to bus: Permission denied', 'no-rights'],
    ['Failed to connect to system scope bus via local transport: Connection refused', 'error'],
  ])('does not take a systemd that does not answer for none: %s', async (stderr, reason) => {
    const recorded = createRecordedProbe(join(import.meta.dirname, '../recorded/services/container'), ({commands}) => {
      for (const command of commands) command.stderr = `${stderr}\n`
    })
    const folder = {ok: true, value: {sizeBytes: 0, modifiedAt: new Date(), mode: 0o755, directory: true}} as const
    const fact = await servicesCollector.collect({
      ...recorded,
      stat: async (path) => (path === '/run/systemd/system' ? folder : recorded.stat(path)),
    })
    expect(fact).toMatchObject({ok: false, reason})
  })

  it('leaves out SysV scripts it cannot judge and says which', async () => {
    const {value, gaps} = await collect('devuan')
    expect(value).toEqual({
      manager: 'sysv',
      items: [
        {name: 'cron', running: true, startsAtBoot: true},
        {name: 'cups', running: false, startsAtBoot: false},
      ],
    })
    expect(gaps['items']).toEqual({reason: 'not-supported', detail: 'the state of 2 SysV scripts cannot be told: nfs-kernel-server, ssh'})
  })

  it('has no list in a container without a service manager', async () => {
    expect(await ask('container')).toMatchObject({ok: false, reason: 'not-supported'})
  })

  it('reads launchd', async () => {
    const {value} = await collect('macos')
    expect(value).toEqual({
      manager: 'launchd',
      items: [
        {name: 'com.apple.lskdd', running: false},
        {name: 'com.apple.runningboardd', running: true},
        {name: 'com.openssh.sshd', running: false, startsAtBoot: true},
      ],
    })
  })
})
