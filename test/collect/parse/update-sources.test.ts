import {describe, expect, it} from 'vitest'
import {isAptPeriod, parseAptConfig} from '../../../src/collect/parse/apt-config.ts'
import {parseAptUpgradable} from '../../../src/collect/parse/apt-list.ts'
import {aptHost, aptListPrefix, parseAptDeb822, parseAptList} from '../../../src/collect/parse/apt-sources.ts'
import {lastDnfUpgrade} from '../../../src/collect/parse/dnf-log.ts'
import {parseKeyfile} from '../../../src/collect/parse/keyfile.ts'
import {knownTimeZone, momentOfLocalTime} from '../../../src/collect/parse/local-time.ts'
import {isPrivateHost, serverAddress} from '../../../src/collect/parse/proxy.ts'
import {enabledRepoHosts, listedHosts} from '../../../src/collect/parse/repo-hosts.ts'
import {lastZyppUpdate} from '../../../src/collect/parse/zypp-history.ts'

describe('apt-config', () => {
  it('gathers lists under one name', () => {
    const config = parseAptConfig(
      'APT "";\nAPT::Periodic::Enable "1";\nUnattended-Upgrade::Allowed-Origins "";\nUnattended-Upgrade::Allowed-Origins:: "a:b";\nUnattended-Upgrade::Allowed-Origins:: "c:d-security";\nbroken "x\n',
    )
    expect(config).toEqual(
      new Map([
        ['apt::periodic::enable', ['1']],
        ['unattended-upgrade::allowed-origins', ['a:b', 'c:d-security']],
      ]),
    )
  })

  it.each([
    ['1', true],
    ['7', true],
    ['always', true],
    ['1h', true],
    ['0', false],
    ['', false],
    [undefined, false],
  ])('a period of %s means %s', (value, happens) => {
    expect(isAptPeriod(value)).toBe(happens)
  })
})

describe('apt sources', () => {
  it('reads one-line sources with options, not commented or source archives', () => {
    expect(
      parseAptList(
        'deb [arch=amd64 signed-by=/k.gpg] https://a.example/x stable main\n# deb http://b.example/ x y\n\tdeb http://c.example/debian bookworm/updates main # why\ndeb-src http://d.example/ x y\ndeb\n',
      ),
    ).toEqual([
      {uri: 'https://a.example/x', suite: 'stable'},
      {uri: 'http://c.example/debian', suite: 'bookworm/updates'},
    ])
  })

  it('reads deb822 sources with many addresses and suites, not those that are switched off', () => {
    const text =
      '# c\nTypes: deb deb-src\nURIs: http://a.example http://b.example\nSuites: x\n x-security\nComponents: main\n\nTypes: deb-src\nURIs: http://c\nSuites: x\n\nEnabled: no\nTypes: deb\nURIs: http://d\nSuites: x\n'
    expect(parseAptDeb822(text)).toEqual([
      {uri: 'http://a.example', suite: 'x'},
      {uri: 'http://a.example', suite: 'x-security'},
      {uri: 'http://b.example', suite: 'x'},
      {uri: 'http://b.example', suite: 'x-security'},
    ])
  })

  it.each([
    ['http://deb.example.vn/debian', 'bookworm', 'deb.example.vn_debian_dists_bookworm_'],
    ['http://deb.example.vn/debian/', 'bookworm-updates', 'deb.example.vn_debian_dists_bookworm-updates_'],
    ['https://user:secret@10.0.0.1:8080/debian_x', 'stable', '10.0.0.1:8080_debian%5fx_dists_stable_'],
    ['http://x.example/flat', './', 'x.example_flat_._'],
    ['file:///srv/repo', '/', '_srv_repo_'],
  ])('the lists of %s %s begin with %s', (uri, suite, prefix) => {
    expect(aptListPrefix({uri, suite})).toBe(prefix)
  })

  it.each([
    ['http://User:pw@Deb.Debian.org/debian', 'deb.debian.org'],
    ['tor+https://x.example/', 'x.example'],
    ['http://[fd00::1]:80/debian', '[fd00::1]'],
    ['file:///srv/repo', undefined],
    ['cdrom:[Debian]/', undefined],
  ])('the host of %s is %s', (uri, host) => {
    expect(aptHost(uri)).toBe(host)
  })
})

describe('apt list', () => {
  it('counts updates, and as security those that a security archive holds above the installed version', () => {
    const text = [
      'Listing...',
      'curl/oldstable 7.88.1-10+deb12u15 amd64 [upgradable from: 7.88.1-10+deb12u14]',
      'curl/now 7.88.1-10+deb12u14 amd64 [installed,upgradable to: 7.88.1-10+deb12u15]',
      'curl/oldstable-security 7.88.1-10+deb12u5 amd64',
      '',
      'libgcrypt20/oldstable,oldstable-security 1.10.1-3+deb12u1 amd64 [upgradable from: 1.10.1-3]',
      'libgcrypt20/now 1.10.1-3 amd64 [installed,upgradable to: 1.10.1-3+deb12u1]',
      '',
      'openssl/jammy-updates 3.0.2-0ubuntu1.20 amd64 [upgradable from: 3.0.2-0ubuntu1.18]',
      'openssl/jammy-security 3.0.2-0ubuntu1.19 amd64',
      'openssl/now 3.0.2-0ubuntu1.18 amd64 [installed,upgradable to: 3.0.2-0ubuntu1.20]',
      '',
    ].join('\n')
    expect(parseAptUpgradable(text)).toEqual({pending: 3, security: 2})
  })

  it('tells "nothing to update" from "nothing was printed"', () => {
    expect(parseAptUpgradable('Listing...\n')).toEqual({pending: 0, security: 0})
    expect(parseAptUpgradable('')).toBeUndefined()
    expect(parseAptUpgradable('E: Could not open lock file\n')).toBeUndefined()
  })
})

it('takes the last upgrade of dnf.rpm.log, old and new way of writing the zone', () => {
  expect(
    lastDnfUpgrade(
      '2020-05-05T09:02:49Z SUBDEBUG Upgraded: a-1\n2026-11-20T09:50:12+0700 SUBDEBUG Upgrade: b-2\n2026-11-21T09:50:13+0700 SUBDEBUG Installed: c\n',
    ),
  ).toBe('2026-11-20T02:50:12.000Z')
  expect(lastDnfUpgrade('2026-11-21T09:50:13+0700 SUBDEBUG Installed: c\n2026-11-21T09')).toBeUndefined()
})

describe('zypp history', () => {
  it('knows an update by its command, or because the package was there before', () => {
    expect(
      lastZyppUpdate("2026-11-01 08:00:00|command|root@x|'zypper' 'in' 'vim'|\n2026-11-01 08:00:05|install|vim|9.1|\n"),
    ).toBeUndefined()
    expect(lastZyppUpdate("2026-11-02 08:00:00|command|root@x|'zypper' 'up'|\n2026-11-02 08:00:05|install|new|9.1|\n")).toBe(
      '2026-11-02 08:00:05',
    )
    expect(
      lastZyppUpdate('2026-11-01 08:00:05|install|vim|9.1|\n2026-11-03 08:00:05|install|vim|9.2|\n2026-11-04 08:00:05|remove |vim|9.2|\n'),
    ).toBe('2026-11-03 08:00:05')
  })
})

describe('repositories', () => {
  it('names the hosts of those that are switched on', () => {
    const file =
      '[a]\nmetalink=https://mirrors.fedoraproject.org/metalink?repo=x\nenabled=1\n[b]\nbaseurl=http://off.example/\nenabled=0\n[c]\nbaseurl=http://10.0.0.1/a/,https://two.example/\n[main]\nbaseurl=http://x.example\n[d]\nbaseurl=https://$server/x\n'
    expect(enabledRepoHosts(parseKeyfile(file))).toEqual(['mirrors.fedoraproject.org', '10.0.0.1', 'two.example'])
  })

  it('reads plain lists of archives', () => {
    expect(
      listedHosts(
        '# x\nhttps://dl-cdn.alpinelinux.org/alpine/v3.22/main\n@local http://10.1.1.1/alpine\n/media/cdrom/apks\nServer = https://m.example/$repo\n',
      ),
    ).toEqual(['dl-cdn.alpinelinux.org', '10.1.1.1', 'm.example'])
  })
})

describe('servers', () => {
  it.each([
    ['http://user:secret@proxy.example:3128/', 'proxy.example:3128'],
    ['10.0.0.1:3142', '10.0.0.1:3142'],
    ['https://[FD00::1]:3128', '[fd00::1]:3128'],
    ['', undefined],
  ])('%s is the server %s, never with its password', (url, address) => {
    expect(serverAddress(url)).toBe(address)
  })

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.9.9',
    '192.168.0.1',
    '127.0.0.1',
    '[fd12:3456::1]',
    '::1',
    'mirror',
    'repo.so.lan',
    'apt.corp',
    'x.home.arpa',
  ])('%s is private', (host) => {
    expect(isPrivateHost(host)).toBe(true)
  })

  it.each(['8.8.8.8', '172.32.0.1', '11.0.0.1', 'deb.debian.org', 'mirror.sotuphap.gov.vn', '[2001:db8::1]', 'lan.example.com'])(
    '%s is not known to be private',
    (host) => {
      expect(isPrivateHost(host)).toBe(false)
    },
  )
})

describe('local time', () => {
  it.each([
    ['2026-11-24 07:10:02', 'Asia/Ho_Chi_Minh', '2026-11-24T00:10:02.000Z'],
    ['2026-11-24T07:10:02', 'Etc/UTC', '2026-11-24T07:10:02.000Z'],
    ['2026-07-01 12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
    ['2026-12-01 12:00:00', 'Europe/Berlin', '2026-12-01T11:00:00.000Z'],
    ['2026-03-29 03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-11-24 07:10:02', 'America/New_York', '2026-11-24T12:10:02.000Z'],
    ['2026-11-24 07:10', 'Etc/UTC', undefined],
    ['2026-13-24 07:10:02', 'Etc/UTC', undefined],
    ['2026-11-24 07:10:02', 'Mars/Base', undefined],
    ['2026-11-24 07:10:02', undefined, undefined],
  ])('%s in %s is %s', (text, zone, moment) => {
    expect(momentOfLocalTime(text, zone)).toBe(moment)
  })

  it('knows zones by their names only', () => {
    expect(knownTimeZone('Asia/Ho_Chi_Minh')).toBe('Asia/Ho_Chi_Minh')
    expect(knownTimeZone('Asia/Nowhere')).toBeUndefined()
    expect(knownTimeZone('../../etc/passwd')).toBeUndefined()
    expect(knownTimeZone('')).toBeUndefined()
  })
})

describe('hostile input', () => {
  const line = 'a'.repeat(1_000_000)
  it.each([
    line,
    `deb ${line} x`,
    `deb [${line}`,
    `${' deb'.repeat(200_000)}`,
    'a/b '.repeat(200_000),
    '\0'.repeat(1000),
    `Types: deb\nURIs: ${'h '.repeat(1500)}\nSuites: x`,
  ])('neither crashes nor hangs a parser (%#)', (text) => {
    const start = performance.now()
    parseAptConfig(text)
    parseAptList(text)
    parseAptDeb822(text)
    parseAptUpgradable(`Listing...\n${text}`)
    lastDnfUpgrade(text)
    lastZyppUpdate(text)
    listedHosts(text)
    enabledRepoHosts(parseKeyfile(text))
    aptHost(text)
    serverAddress(text)
    isPrivateHost(text)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
