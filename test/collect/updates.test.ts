import {describe, expect, it} from 'vitest'
import {updatesCollector} from '../../src/collect/endpoint/updates.ts'
import {updates as schema} from '../../src/model/facts/updates.ts'
import {machineProbe} from './altered-probe.ts'

type Alteration = Parameters<typeof machineProbe>[1]

async function collect(name: string, alteration?: Alteration) {
  const fact = await updatesCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

const lists = '/var/lib/apt/lists'
const fetched = {
  [`${lists}/security.ubuntu.com_ubuntu_dists_jammy-security_InRelease`]: '2026-11-24T22:00:00Z',
  // Fresh lists of others say nothing about those of the distribution.
  [`${lists}/dl.google.com_linux_chrome_deb_dists_stable_Release`]: '2026-11-25T07:00:00Z',
  '/var/lib/apt/periodic/update-success-stamp': '2026-11-24T23:05:00Z',
}

describe('updates with apt', () => {
  it('tells what is pending, how old the lists are and that updates come by themselves', async () => {
    const {value, gaps} = await collect('ubuntu-desktop', {times: fetched})
    expect(value).toEqual({
      manager: 'apt',
      lastCheckedAt: '2026-11-24T22:00:00.000Z',
      lastInstalledAt: '2026-11-24T00:10:02.000Z',
      pending: 4,
      pendingSecurity: 2,
      automatic: true,
      rebootRequired: true,
      centralServer: false,
    })
    expect(gaps).toEqual({})
  })

  it('sees the same as an ordinary user, whose crontabs are closed', async () => {
    const closed = ['/var/spool/cron/crontabs', '/root', '/etc/shadow']
    expect((await collect('ubuntu-desktop', {times: fetched, closed})).value).toEqual(
      (await collect('ubuntu-desktop', {times: fetched})).value,
    )
  })

  it('takes the list of the security archive where no stamp is left', async () => {
    const {value} = await collect('ubuntu-desktop', {times: fetched, texts: {'/var/lib/apt/periodic/update-success-stamp': undefined}})
    expect(value.lastCheckedAt).toBe('2026-11-24T22:00:00.000Z')
  })

  it('knows a mirror of the organisation, never with its password, and a masked timer', async () => {
    const {value} = await collect('debian-server')
    expect(value).toMatchObject({
      centralServer: true,
      server: '10.20.30.40',
      automatic: false,
      pending: 1,
      pendingSecurity: 1,
      rebootRequired: false,
    })
    // Nothing but an installation stands in dpkg.log; the update is in dpkg.log.1.
    expect(value.lastInstalledAt).toBe('2026-10-05T02:15:00.000Z')
  })

  it('knows a proxy', async () => {
    const dump = 'Acquire::http::Proxy "http://u:secret@proxy.so.lan:3128";\n'
    const {value} = await collect('ubuntu-desktop', {runs: {'apt-config': dump}})
    expect(value).toMatchObject({centralServer: true, server: 'proxy.so.lan:3128', automatic: false})
    expect(JSON.stringify(value)).not.toContain('secret')
  })

  it.each([
    ['the lists are missing', {lists: {[lists]: ['lock', 'partial']}}, 'not-collected'],
    [
      'the list of one source is missing',
      {lists: {[lists]: ['security.ubuntu.com_ubuntu_dists_jammy-security_InRelease']}},
      'not-collected',
    ],
    ['the folder of lists is closed', {closed: [lists]}, 'no-rights'],
    ['a source file is closed', {closed: ['/etc/apt/sources.list.d/google-chrome.list']}, 'no-rights'],
    ['apt prints nothing', {runs: {apt: ''}}, 'error'],
    [
      'apt fails',
      {runs: {apt: {code: 100, stdout: 'Listing...\n', stderr: 'E: The package lists or status file could not be parsed'}}},
      'error',
    ],
    ['apt does not end', {runs: {apt: {ok: false, reason: 'timeout', detail: 'apt did not end'}}}, 'timeout'],
    [
      'no source is configured',
      {texts: {'/etc/apt/sources.list': '# empty\n', '/etc/apt/sources.list.d/google-chrome.list': ''}},
      'not-supported',
    ],
  ] as [string, Alteration, string][])('does not call anything up to date when %s', async (_, alteration, reason) => {
    const {value, gaps} = await collect('ubuntu-desktop', alteration)
    expect(value).not.toHaveProperty('pending')
    expect(gaps['pending']?.reason).toBe(reason)
    if (value.pendingSecurity !== undefined) expect(value.pendingSecurity).toBe(2)
    else expect(gaps['pendingSecurity']?.reason).toBe(reason)
  })

  it('knows no security updates without a security archive', async () => {
    const {value, gaps} = await collect('ubuntu-desktop', {
      texts: {'/etc/apt/sources.list': 'deb http://vn.archive.ubuntu.com/ubuntu/ jammy main\n'},
      runs: {apt: 'Listing...\n'},
    })
    expect(value.pending).toBe(0)
    // Nothing is pending at all, but apt never heard of the security archive.
    expect(value).not.toHaveProperty('pendingSecurity')
    expect(gaps['pendingSecurity']?.reason).toBe('not-supported')
  })

  it.each([
    [
      'switched off',
      {
        runs: {
          'apt-config':
            'APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "0";\nUnattended-Upgrade::Allowed-Origins:: "a:b-security";\n',
        },
      },
    ],
    [
      'not allowed to take security updates',
      {
        runs: {
          'apt-config':
            'APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "1";\nUnattended-Upgrade::Allowed-Origins:: "a:b";\n',
        },
      },
    ],
    ['not started by a timer', {lists: {'/etc/systemd/system/timers.target.wants': ['fstrim.timer']}}],
  ] as [string, Alteration][])('is not automatic when unattended-upgrades is %s', async (_, alteration) => {
    expect((await collect('ubuntu-desktop', alteration)).value.automatic).toBe(false)
  })

  it('is automatic through cron where systemd does not run, as long as cron does', async () => {
    const alteration: Alteration = {
      texts: {'/run/systemd/system': undefined, '/etc/cron.daily/apt-compat': '#!/bin/sh\nexec /usr/lib/apt/apt.systemd.daily\n'},
      lists: {'/etc/cron.daily': ['apt-compat']},
    }
    expect((await collect('ubuntu-desktop', alteration)).value.automatic).toBe(true)
    const withoutCron = {...alteration, texts: {...alteration.texts, '/proc/103/comm': 'sleep\n'}}
    expect((await collect('ubuntu-desktop', withoutCron)).value.automatic).toBe(false)
  })

  it('tells a missing log of updates from a log without one', async () => {
    expect((await collect('ubuntu-desktop', {texts: {'/var/log/dpkg.log': undefined}})).gaps['lastInstalledAt']?.reason).toBe(
      'not-supported',
    )
    expect((await collect('ubuntu-desktop', {texts: {'/var/log/dpkg.log': ''}})).gaps['lastInstalledAt']?.reason).toBe('not-collected')
  })

  it('does not trust the missing flag of a restart when a newer kernel waits', async () => {
    expect((await collect('ubuntu-desktop', {texts: {'/run/reboot-required': undefined}})).value.rebootRequired).toBe(true)
    const {value, gaps} = await collect('ubuntu-desktop', {texts: {'/run/reboot-required': undefined}, runs: {find: ''}})
    expect(value).not.toHaveProperty('rebootRequired')
    expect(gaps['rebootRequired']?.reason).toBe('not-supported')
  })
})

describe('updates elsewhere', () => {
  it('reads what dnf and its automatic updates left behind', async () => {
    const repo = '/var/cache/libdnf5/fedora-0123456789abcdef/repodata'
    const {value, gaps} = await collect('fedora', {
      times: {[`${repo}/repomd.xml`]: '2026-11-20T00:00:00Z', [`${repo}/aa-primary.xml.zck`]: '2026-11-24T20:00:00Z'},
    })
    expect(value).toEqual({
      manager: 'dnf',
      lastCheckedAt: '2026-11-24T20:00:00.000Z',
      lastInstalledAt: '2026-11-20T02:50:13.000Z',
      automatic: true,
      // kernel-core was unpacked after the machine started.
      rebootRequired: true,
      centralServer: false,
    })
    expect(gaps['pendingSecurity']?.reason).toBe('not-supported')
  })

  it.each([
    ['apply_updates is no', {texts: {'/etc/dnf/automatic.conf': '[commands]\napply_updates = no\n'}}, false],
    ['apply_updates is not set', {texts: {'/etc/dnf/automatic.conf': '[commands]\n'}}, false],
    ['the timer that always installs is on', {lists: {'/etc/systemd/system/timers.target.wants': ['dnf-automatic-install.timer']}}, true],
    ['no timer is on', {lists: {'/etc/systemd/system/timers.target.wants': []}}, false],
  ] as [string, Alteration, boolean][])('dnf-automatic when %s: %s', async (_, alteration, automatic) => {
    expect((await collect('fedora', alteration)).value.automatic).toBe(automatic)
  })

  it('tells a user that the log of dnf is closed', async () => {
    expect((await collect('fedora', {closed: ['/var/log/dnf.rpm.log']})).gaps['lastInstalledAt']?.reason).toBe('no-rights')
  })

  it('reads what zypper left behind', async () => {
    const {value, gaps} = await collect('opensuse', {
      times: {
        '/var/cache/zypp/raw/repo-oss/.repo_gpgcheck': '2026-11-23T01:00:00Z',
        '/var/cache/zypp/raw/repo-oss/repodata/repomd.xml': '2026-10-01T00:00:00Z',
      },
    })
    expect(value).toEqual({
      manager: 'zypper',
      lastCheckedAt: '2026-11-23T01:00:00.000Z',
      lastInstalledAt: '2026-11-10T15:49:50.000Z',
      automatic: true,
      rebootRequired: true,
      centralServer: true,
      server: 'mirror.sotuphap.lan',
    })
    expect(gaps['pending']?.reason).toBe('not-supported')
  })

  it('asks apk in a container, where cron does not run and the kernel is the host’s', async () => {
    const {value, gaps} = await collect('alpine-container', {times: {'/var/cache/apk/APKINDEX.0a1b2c3d.tar.gz': '2026-11-22T00:00:00Z'}})
    expect(value).toEqual({manager: 'apk', lastCheckedAt: '2026-11-22T00:00:00.000Z', pending: 1, automatic: false, centralServer: false})
    expect(gaps['rebootRequired']?.reason).toBe('not-supported')
    expect(gaps['pendingSecurity']?.reason).toBe('not-supported')
  })

  it('knows that nothing pending means no security update pending', async () => {
    const {value} = await collect('alpine-container', {runs: {apk: 'Installed:      Available:\n'}})
    expect(value).toMatchObject({pending: 0, pendingSecurity: 0})
  })

  it.each([
    ['has no index', {lists: {'/var/cache/apk': []}}, 'not-collected'],
    ['complains', {runs: {apk: {stdout: 'Installed:   Available:\n', stderr: 'WARNING: opening https://x: No such file'}}}, 'error'],
    ['prints nothing', {runs: {apk: ''}}, 'error'],
  ] as [string, Alteration, string][])('does not call Alpine up to date when apk %s', async (_, alteration, reason) => {
    const {value, gaps} = await collect('alpine-container', alteration)
    expect(value).not.toHaveProperty('pending')
    expect(gaps['pending']?.reason).toBe(reason)
  })

  it('asks pacman, and sees the modules of the running kernel gone', async () => {
    const {value, gaps} = await collect('arch', {
      times: {'/var/lib/pacman/sync/core.db': '2026-11-20T00:00:00Z', '/var/lib/pacman/sync/extra.db': '2026-11-21T00:00:00Z'},
    })
    expect(value).toEqual({
      manager: 'pacman',
      lastCheckedAt: '2026-11-21T00:00:00.000Z',
      lastInstalledAt: '2026-11-20T03:00:09.000Z',
      pending: 2,
      automatic: false,
      rebootRequired: true,
    })
    expect(gaps['centralServer']?.reason).toBe('not-supported')
  })

  it.each([
    ['code 1 without a word is "nothing"', {runs: {pacman: {code: 1}}}, 0],
    ['a complaint is not "nothing"', {runs: {pacman: {code: 1, stderr: 'error: no usable package repositories configured.'}}}, undefined],
  ] as [string, Alteration, number | undefined][])('pacman: %s', async (_, alteration, pending) => {
    expect((await collect('arch', alteration)).value.pending).toBe(pending)
  })

  it('reads what macOS noted', async () => {
    const {value} = await collect('macos')
    expect(value).toEqual({
      manager: 'softwareupdate',
      lastCheckedAt: '2026-11-24T22:10:00.000Z',
      lastInstalledAt: '2026-11-05T03:00:00.000Z',
      pending: 1,
      automatic: true,
      centralServer: false,
    })
  })

  it('does not read a refusal of macOS as settings', async () => {
    expect(
      await updatesCollector.collect(machineProbe('macos', {runs: {defaults: {code: 1, stderr: 'Could not export domain'}}})),
    ).toMatchObject({ok: false, reason: 'error'})
  })

  it('is not supported without a package manager', async () => {
    expect(
      await updatesCollector.collect(
        machineProbe('alpine-container', {texts: {'/etc/apk': undefined, '/lib/apk/db/installed': undefined}}),
      ),
    ).toMatchObject({ok: false, reason: 'not-supported'})
  })
})
