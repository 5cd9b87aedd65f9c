import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {remoteAccessCollector} from '../../src/collect/endpoint/remote-access.ts'
import type {Probe} from '../../src/collect/probe.ts'
import {remoteAccess as schema} from '../../src/model/facts/remote-access.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]

const probeOf = (name: string, change?: Change) => createRecordedProbe(join(import.meta.dirname, '../recorded/remote-access', name), change)

async function collect(name: string, change?: Change, wrap: (probe: Probe) => Probe = (probe) => probe) {
  const fact = await remoteAccessCollector.collect(wrap(probeOf(name, change)))
  if (!fact.ok) throw new Error(`${fact.reason}: ${fact.detail}`)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

/** The machine of an ordinary user: `sshd -T` may not read the host keys. */
const asUser: Change = (recording) => {
  recording.elevated = false
  recording.commands = recording.commands.filter(({run}) => run[1] !== '-T')
}

const withConfig =
  (text: string, others: Record<string, string> = {}) =>
  (probe: Probe): Probe => ({
    ...probe,
    readText: async (path) => {
      if (path === '/etc/ssh/sshd_config') return {ok: true, value: text}
      const other = others[path]
      return other === undefined ? probe.readText(path) : {ok: true, value: other}
    },
  })

describe('remoteAccess: SSH', () => {
  it('reads the effective settings of Debian as root', async () => {
    const {value, gaps} = await collect('debian-root')
    expect(value.ssh).toMatchObject({
      installed: true,
      running: true,
      permitRootLogin: 'prohibit-password',
      passwordAuthentication: true,
      emptyPasswords: false,
      mfa: false,
      maxAuthTries: 6,
      idleTimeoutMinutes: 0,
    })
    expect(value.ssh.ciphers).toHaveLength(6)
    expect(value.ssh.kex?.[0]).toBe('sntrup761x25519-sha512')
    expect(value.ssh.macs).toContain('hmac-sha1')
    expect(value.rdp).toEqual({enabled: false})
    expect(value.tools).toEqual([])
    expect(gaps).toEqual({})
  })

  it('reads files and documented defaults as a user; the lists of algorithms stay unknown', async () => {
    const {value, gaps} = await collect('debian-root', asUser)
    expect(value.ssh).toEqual({
      installed: true,
      running: true,
      permitRootLogin: 'prohibit-password',
      passwordAuthentication: true,
      emptyPasswords: false,
      mfa: false,
      maxAuthTries: 6,
      idleTimeoutMinutes: 0,
    })
    expect(Object.keys(gaps).sort()).toEqual(['ssh.ciphers', 'ssh.kex', 'ssh.macs'])
  })

  it.each([
    ['as root', undefined],
    ['as a user', asUser],
  ])('takes the weakest value that a Match block gives to anybody, %s', async (_, change) => {
    const {value} = await collect('debian-chrony-root', change)
    expect(value.ssh).toMatchObject({
      permitRootLogin: 'no',
      passwordAuthentication: true,
      maxAuthTries: 12,
      // ChannelTimeout session:*=10m goes before TMOUT=900.
      idleTimeoutMinutes: 10,
      ciphers: ['aes256-gcm@openssh.com', 'chacha20-poly1305@openssh.com'],
    })
  })

  it('follows Include in the order of names, takes the first value and the options of the running server', async () => {
    const {value, gaps} = await collect('rhel')
    expect(value.ssh).toEqual({
      installed: true,
      running: true,
      permitRootLogin: 'forced-commands-only',
      passwordAuthentication: true,
      emptyPasswords: false,
      mfa: false,
      maxAuthTries: 3,
      // StopIdleSessionSec of logind 252.
      idleTimeoutMinutes: 15,
      ciphers: ['aes256-gcm@openssh.com', 'aes256-ctr'],
      macs: ['hmac-sha2-256-etm@openssh.com'],
      kex: ['curve25519-sha256'],
    })
    expect(value.tools).toEqual([
      {name: 'TeamViewer', running: false},
      {name: 'AnyDesk', running: true},
    ])
    expect(Object.keys(gaps)).toEqual(['tools.version'])
  })

  it('counts a waiting socket as running and two methods as MFA', async () => {
    const {value, gaps} = await collect('ubuntu-socket')
    expect(value.ssh).toMatchObject({running: true, mfa: true, idleTimeoutMinutes: 15})
    // Keyboard-interactive through PAM with a one-time password: whether a password alone does is not known.
    expect(value.ssh.passwordAuthentication).toBeUndefined()
    expect(gaps['ssh.passwordAuthentication']?.reason).toBe('not-collected')
    expect(value.rdp).toEqual({enabled: true, nla: true})
    expect(gaps['rdp.idleTimeoutMinutes']?.reason).toBe('not-supported')
  })

  it.each([
    ['keyboard-interactive asks for passwords too', 'PasswordAuthentication no\nUsePAM yes\n', {}, true],
    ['both off', 'PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM yes\n', {}, false],
    ['no PAM', 'PasswordAuthentication no\n', {}, false],
    ['only keys allowed', 'AuthenticationMethods publickey\n', {}, false],
    ['key and password', 'AuthenticationMethods publickey,password\n', {}, true],
    ['the old name of the keyword', 'PasswordAuthentication no\nChallengeResponseAuthentication no\nUsePAM yes\n', {}, false],
    ['Match all for everybody', 'UsePAM no\nMatch all\nPasswordAuthentication no\n', {}, false],
  ])('passwordAuthentication: %s', async (_, config, others, expected) => {
    const {value} = await collect('rhel', undefined, withConfig(config, others))
    expect(value.ssh.passwordAuthentication).toBe(expected)
  })

  it.each([
    ['ClientAliveInterval does not end a session of a living client', 'ClientAliveInterval 300\nClientAliveCountMax 0\n', '9.2', 0],
    ['before 8.2 CountMax 0 did', 'ClientAliveInterval 5m\nClientAliveCountMax 0\n', '7.4', 5],
    ['UnusedConnectionTimeout leaves sessions alone', 'UnusedConnectionTimeout 5m\n', '9.2', 0],
    ['ChannelTimeout of forwardings only', 'ChannelTimeout x11-connection=1m\n', '9.2', 0],
    ['ChannelTimeout of all channels', 'ChannelTimeout global=90\n', '9.8', 1.5],
    ['switched off for somebody', 'ChannelTimeout session=5m\nMatch User admin\nChannelTimeout none\n', '9.8', 0],
  ])('idleTimeoutMinutes: %s', async (_, config, version, minutes) => {
    const {value} = await collect(
      'debian-root',
      (recording) => {
        asUser(recording)
        for (const command of recording.commands) if (command.run[1] === '-V') command.stderr = `OpenSSH_${version}p1\n`
      },
      withConfig(config),
    )
    expect(value.ssh.idleTimeoutMinutes).toBe(minutes)
  })

  it('does not use defaults for a file it could not read, nor a default that hangs on an unknown version', async () => {
    const closed = await collect('debian-root', (recording) => {
      asUser(recording)
      recording.closed = ['/etc/ssh/sshd_config.d', '/etc/ssh/sshd_config']
    })
    expect(closed.value.ssh).toEqual({installed: true, running: true})
    expect(closed.gaps['ssh.permitRootLogin']?.reason).toBe('no-rights')
    expect(closed.gaps['ssh.idleTimeoutMinutes']?.reason).toBe('no-rights')
    const unknown = await collect('debian-root', (recording) => {
      recording.elevated = false
      recording.commands = recording.commands.filter(({run}) => run[0] !== 'sshd')
    })
    expect(unknown.value.ssh.permitRootLogin).toBeUndefined()
    expect(unknown.value.ssh.maxAuthTries).toBe(6)
  })

  it('does not believe half an answer of sshd -T', async () => {
    const {value} = await collect('debian-chrony-root', ({commands}) => {
      for (const command of commands) if (command.run[1] === '-T') command.stdout = 'port 22\npermitrootlogin no\n'
    })
    expect(value.ssh.macs).toBeUndefined()
    expect(value.ssh).toMatchObject({permitRootLogin: 'no', maxAuthTries: 12})
  })

  it('knows Dropbear, but not its settings', async () => {
    const {value, gaps} = await collect('alpine-dropbear')
    expect(value.ssh).toEqual({installed: true, running: true})
    expect(gaps['ssh']?.reason).toBe('not-supported')
  })

  it('knows that a container has neither', async () => {
    const {value, gaps} = await collect('container')
    expect(value).toEqual({ssh: {installed: false}, rdp: {enabled: false}, tools: []})
    expect(gaps).toEqual({})
  })

  it('reads macOS', async () => {
    const {value} = await collect('macos')
    expect(value.ssh).toMatchObject({installed: true, running: true, permitRootLogin: 'prohibit-password', passwordAuthentication: true})
    expect(value.tools).toEqual([{name: 'AnyDesk', running: true}])
  })
})

describe('remoteAccess: others', () => {
  it('finds xrdp, which knows no NLA, and an installed VNC server', async () => {
    const {value, gaps} = await collect('debian-chrony-root')
    expect(value.rdp).toEqual({enabled: true, nla: false, idleTimeoutMinutes: 0})
    expect(value.tools).toEqual([
      {name: 'TigerVNC server', running: false},
      {name: 'xrdp', running: true},
    ])
    expect(gaps).toEqual({'tools.version': {reason: 'not-collected', detail: 'versions are in the list of software'}})
  })

  it('reads the idle limit of xrdp', async () => {
    const {value} = await collect(
      'debian-chrony-root',
      undefined,
      withConfig('', {'/etc/xrdp/sesman.ini': '[Sessions]\nIdleTimeLimit=900\n'}),
    )
    expect(value.rdp.idleTimeoutMinutes).toBe(15)
  })

  it('says that hidden processes hide whether a tool runs', async () => {
    const {value, gaps} = await collect('rhel', (recording) => {
      recording.closed = ['/proc/1', '/proc/901']
    })
    expect(value.tools).toEqual([{name: 'TeamViewer'}, {name: 'AnyDesk'}])
    expect(gaps['tools.running']?.reason).toBe('no-rights')
  })
})
