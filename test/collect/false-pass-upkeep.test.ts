import {describe, expect, it} from 'vitest'
import {antivirusCollector} from '../../src/collect/endpoint/antivirus.ts'
import {browsersCollector} from '../../src/collect/endpoint/browsers.ts'
import {lockCollector} from '../../src/collect/endpoint/lock.ts'
import {loggingCollector} from '../../src/collect/endpoint/logging.ts'
import {timeSyncCollector} from '../../src/collect/endpoint/time-sync.ts'
import {updatesCollector} from '../../src/collect/endpoint/updates.ts'
import {judgeServer} from '../../src/collect/linux/updates/server.ts'
import {parseAuditRules} from '../../src/collect/parse/audit-rules.ts'
import {machineProbe} from './altered-probe.ts'
import {machineFiles, memoryProbe} from './memory-probe.ts'

describe('audit rules that are loaded and do nothing', () => {
  const good = '-w /etc/passwd -p wa -k identity\n-w /etc/shadow -p wa\n-a always,exit -F arch=b64 -S execve -F key=exec\n'
  const seen = (text: string) => {
    const {execve, watched} = parseAuditRules(text)
    return [execve, watched.length]
  }

  it.each([
    [good, ['all', 2]],
    // Fedora comes with this line, and people append theirs to it.
    [`-a never,task\n${good}`, ['none', 0]],
    [`${good}-a task,never\n`, ['none', 0]],
    [`-a never,exit -S all\n${good}`, ['none', 0]],
    [`-a never,exit -F arch=b64 -S execve\n${good}`, ['none', 2]],
    [`-a never,exit -F arch=b64 -S execve -F auid=1000\n${good}`, ['all', 2]],
    [`-a always,exclude -F msgtype=EXECVE\n${good}`, ['none', 2]],
    [`-a always,exclude -F msgtype=CWD\n${good}`, ['all', 2]],
  ])('%j', (text, answer) => expect(seen(text)).toEqual(answer))
})

describe('logs', () => {
  const logs = async (processes: string[], files: Record<string, string>, times?: Record<string, string>) => {
    const base = {
      ...machineFiles(processes),
      '/etc/machine-id': `${'a'.repeat(32)}\n`,
      '/proc/mounts': '/dev/vda / ext4 rw 0 0\n',
      '/usr/sbin/logrotate': '',
    }
    const fact = await loggingCollector.collect(memoryProbe({files: {...base, ...files}, ...(times ? {times} : {})}))
    if (!fact.ok) throw new Error(fact.detail)
    return {value: fact.value, gaps: fact.gaps ?? {}}
  }
  const rsyslog = '/etc/rsyslog.conf'
  const hosts = {'/etc/hosts': '127.0.0.1 localhost\n127.0.1.1 pc.so.example pc\n', '/proc/sys/kernel/hostname': 'pc\n'}

  it('does not call a daemon persistent that keeps no file', async () => {
    const volatile = {'/etc/systemd/journald.conf': '[Journal]\nStorage=volatile\n', '/var/log/auth.log.1': ''}
    const only = await logs(['systemd-journald', 'rsyslogd'], {...volatile, [rsyslog]: '*.* @@192.0.2.7:514\n'})
    expect(only.value.persistent).toBeUndefined()
    expect(only.gaps['persistent']).toBeDefined()
    const both = await logs(['systemd-journald', 'rsyslogd'], {...volatile, [rsyslog]: 'auth,authpriv.* /var/log/auth.log\n'})
    expect(both.value.persistent).toBe(true)
  })

  it.each([
    ['192.0.2.7', true],
    ['localhost', false],
    ['0.0.0.0', false],
    ['pc', false],
    ['PC.so.example', false],
  ])('a collector called %s is another machine: %s', async (host, forwarding) => {
    const {value} = await logs(['rsyslogd'], {...hosts, [rsyslog]: `*.* @@${host}:514\n`})
    expect(value.forwarding).toBe(forwarding)
  })

  it('does not take an agent, or an upload to this machine, for forwarding', async () => {
    const agent = await logs(['systemd-journald', 'filebeat'], {})
    expect(agent.value.forwarding).toBeUndefined()
    expect(agent.gaps['forwarding']).toMatchObject({reason: 'not-collected'})
    const upload = (url: string) =>
      logs(['systemd-journald', 'systemd-journal-upload'], {
        ...hosts,
        '/proc/101/cmdline': '/usr/lib/systemd/systemd-journal-upload\0',
        '/etc/systemd/journal-upload.conf': `[Upload]\nURL=${url}\n`,
      })
    expect((await upload('http://127.0.0.1:19532')).value.forwarding).toBe(false)
    expect((await upload('https://log.so.example:19532')).value.forwarding).toBe(true)
  })

  it('takes only files that logrotate made for old records', async () => {
    const conf = {[rsyslog]: 'auth,authpriv.* /var/log/auth.log\n'}
    const oldest = async (name: string) =>
      (await logs(['rsyslogd'], {...conf, [`/var/log/${name}`]: ''}, {[`/var/log/${name}`]: '2025-01-01T00:00:00Z'})).value.oldestRecordAt
    for (const name of ['auth.log.2.gz', 'auth.log-20250101', 'auth.log-20250101.xz'])
      expect(await oldest(name)).toBe('2025-01-01T00:00:00.000Z')
    for (const name of ['auth.log.bak', 'auth.log-before-move', 'auth.log.old']) expect(await oldest(name)).toBeUndefined()
  })
})

describe('a clock that once was right', () => {
  const chrony = async (reference: string) => {
    const seconds = Date.parse(reference) / 1000
    const tracking = `C0000207,192.0.2.7,3,${seconds}.5,0.0001,0.0001,0.001,1.5,0.001,0.02,0.01,0.002,64.2,Normal\n`
    const fact = await timeSyncCollector.collect(memoryProbe({files: {...machineFiles(['chronyd'])}, runs: {chronyc: tracking}}))
    return fact.ok && fact.value.synchronised
  }

  it('counts while its servers answer', async () => {
    expect(await chrony('2026-12-14T07:40:00Z')).toBe(true)
    // The servers are gone since yesterday, and chronyd still says "Normal".
    expect(await chrony('2026-12-13T07:40:00Z')).toBe(false)
  })
})

describe('updates', () => {
  const security = '/var/lib/apt/lists/security.ubuntu.com_ubuntu_dists_jammy-security_InRelease'
  const config = [
    'APT::Periodic::Update-Package-Lists "1";',
    'APT::Periodic::Unattended-Upgrade "1";',
    'Unattended-Upgrade::Allowed-Origins:: "Ubuntu:jammy-security";',
  ]
  const updates = async (...change: Parameters<typeof machineProbe> extends [string, (infer Change)?] ? [Change] : never) => {
    const fact = await updatesCollector.collect(machineProbe('ubuntu-desktop', change[0]))
    if (!fact.ok) throw new Error(fact.detail)
    return {value: fact.value, gaps: fact.gaps ?? {}}
  }
  const nothing = {apt: 'Listing...\n', 'apt-config': config.join('\n')}

  it('says "nothing waits" of fresh lists only', async () => {
    expect((await updates({runs: nothing, times: {[security]: '2026-11-20T00:00:00Z'}})).value.pendingSecurity).toBe(0)
    const old = await updates({runs: nothing, times: {[security]: '2026-06-01T00:00:00Z'}})
    expect(old.value.pendingSecurity).toBeUndefined()
    expect(old.gaps['pendingSecurity']?.detail).toContain('177 days old')
  })

  it('does not take the stamp of apt for fetched security lists', async () => {
    // apt writes it when any one of the sources answered.
    const times = {[security]: '2026-06-01T00:00:00Z', '/var/lib/apt/periodic/update-success-stamp': '2026-11-25T00:00:00Z'}
    expect((await updates({runs: nothing, times})).value.lastCheckedAt).toBe('2026-06-01T00:00:00.000Z')
  })

  it('is automatic only when the lists are fetched too, and something may be installed', async () => {
    expect((await updates({runs: nothing})).value.automatic).toBe(true)
    const timers = {'/etc/systemd/system/timers.target.wants': ['apt-daily-upgrade.timer']}
    expect((await updates({runs: nothing, lists: timers})).value.automatic).toBe(false)
    const refusing = [...config, 'Unattended-Upgrade::Package-Blacklist:: ".*";'].join('\n')
    expect((await updates({runs: {...nothing, 'apt-config': refusing}})).value.automatic).toBe(false)
  })

  it.each([
    [['10.0.0.5'], undefined, true],
    [['10.0.0.5', 'mirror.example.vn'], undefined, undefined],
    [['127.0.0.1'], undefined, undefined],
    [['mirror.example.vn'], 'http://127.0.0.1:3142', undefined],
    [['mirror.example.vn'], 'http://10.0.0.5:3142', true],
    [['deb.debian.org', '10.0.0.5'], undefined, false],
  ])('from %j through %s comes from a server of the organisation: %s', (hosts, proxy, central) => {
    const answer = judgeServer(hosts, proxy).central
    expect(answer.ok ? answer.value : undefined).toBe(central)
  })
})

describe('idle consoles', () => {
  const minutes = async (profile: string, own: Record<string, string> = {}) => {
    const passwd = 'root:x:0:0::/root:/bin/bash\nan:x:1000:1000::/home/an:/bin/bash\n'
    const fact = await lockCollector.collect(
      memoryProbe({files: {...machineFiles(), '/etc/passwd': passwd, '/etc/profile.d/tmout.sh': profile, ...own}}),
    )
    return fact.ok ? fact.value.consoleTimeoutMinutes : fact.detail
  }

  it.each([
    ['TMOUT=300\n', {}, 5],
    ['TMOUT=300\n', {'/home/an/.bashrc': 'unset TMOUT\n'}, 0],
    ['TMOUT=300\n', {'/root/.profile': 'export TMOUT=0\n'}, 0],
    ['TMOUT=300\n', {'/home/an/.bash_profile': 'TMOUT=7200\n'}, 120],
    ['readonly TMOUT=300\n', {'/home/an/.bashrc': 'unset TMOUT\n'}, 5],
  ])('%j with %j ends after %d minutes', async (profile, own, answer) =>
    expect(await minutes(profile, own as Record<string, string>)).toBe(answer),
  )
})

describe('ClamAV', () => {
  const clamav = async (conf: string, files: Record<string, string> = {}) => {
    const base = {
      ...machineFiles(['clamd', 'clamonacc', 'freshclam']),
      '/var/lib/dpkg/status': 'Package: clamav\nStatus: install ok installed\nVersion: 1\n',
      '/etc/clamav/clamd.conf': conf,
    }
    const fact = await antivirusCollector.collect(memoryProbe({files: {...base, ...files}}))
    if (!fact.ok) throw new Error(fact.detail)
    return {product: fact.value.products[0], gaps: fact.gaps ?? {}}
  }

  it('scans no medium that is left out again', async () => {
    expect((await clamav('OnAccessIncludePath /\n')).product?.scansRemovable).toBe(true)
    expect((await clamav('OnAccessIncludePath /\nOnAccessExcludePath /media\n')).product?.scansRemovable).toBeUndefined()
    expect((await clamav('OnAccessIncludePath /media\nOnAccessExcludePath /media\n')).product?.scansRemovable).toBeUndefined()
  })

  it('does not wait for a database that is a pipe or empty', async () => {
    const {gaps} = await clamav('', {'/var/lib/clamav/daily.cvd': ''})
    expect(gaps['products.signaturesAt']?.detail).toContain('daily.cvd is empty')
  })
})

it('takes the one policy file that Firefox reads', async () => {
  const limits = '{"policies": {"ExtensionSettings": {"*": {"installation_mode": "blocked"}}}}'
  const control = async (files: Record<string, string>) => {
    const dpkg = {
      '/var/lib/dpkg/status': 'Package: firefox-esr\nStatus: install ok installed\nVersion: 140.5.0esr-1\n',
      '/etc/os-release': 'ID=debian\n',
    }
    const fact = await browsersCollector.collect(memoryProbe({files: {...machineFiles(), ...dpkg, ...files}}))
    return fact.ok && fact.value.items[0]?.extensionControl
  }
  const vendor = {'/usr/lib/firefox-esr/distribution/policies.json': limits}
  expect(await control(vendor)).toBe(true)
  expect(await control({...vendor, '/etc/firefox/policies/policies.json': '{"policies": {}}'})).toBe(false)
})

it('does not take auditd for proof that the kernel hands it records', async () => {
  const files = {...machineFiles(['auditd', 'systemd-journald']), '/etc/machine-id': `${'a'.repeat(32)}\n`}
  const fact = await loggingCollector.collect(memoryProbe({files, elevated: false}))
  expect(fact).toMatchObject({gaps: {'audit.enabled': {reason: 'no-rights'}}})
})
