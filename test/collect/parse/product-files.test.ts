import {describe, expect, it} from 'vitest'
import {lastAmandaDump} from '../../../src/collect/parse/amandates.ts'
import {parseBitdefenderStatus} from '../../../src/collect/parse/bitdefender.ts'
import {isRemoteAddress, parseBorgmaticRepositories} from '../../../src/collect/parse/borgmatic.ts'
import {chromiumPolicyLimits, parseFirefoxPolicy} from '../../../src/collect/parse/browser-policy.ts'
import {parseClamConf, parseCvdHeader} from '../../../src/collect/parse/clamav.ts'
import {parseEsetEngineDate} from '../../../src/collect/parse/eset.ts'
import {parseFirefoxExtensions} from '../../../src/collect/parse/firefox-extensions.ts'
import {parseKeslInfo} from '../../../src/collect/parse/kesl.ts'
import {parseMdatpHealth} from '../../../src/collect/parse/mdatp.ts'
import {lastRsnapshotSuccess, parseRsnapshotConf} from '../../../src/collect/parse/rsnapshot.ts'
import {isSnapHeld} from '../../../src/collect/parse/snapd-state.ts'
import {parseTimeshift} from '../../../src/collect/parse/timeshift.ts'

describe('browser policies', () => {
  it.each([
    ['{"ExtensionInstallBlocklist": ["*"]}', true],
    ['{"ExtensionInstallBlacklist": ["*"]}', true],
    ['{"ExtensionSettings": {"*": {"installation_mode": "blocked"}}}', true],
    ['{"ExtensionSettings": {"*": {"installation_mode": "allowed"}}}', false],
    ['{"ExtensionSettings": "x", "ExtensionInstallBlocklist": ["*"]}', true],
    ['{"ExtensionInstallBlocklist": ["aapbdbdomjkkjkaonfhkkikfgjllcleb"]}', false],
    ['{}', false],
    ['{', false],
  ])('Chromium: %s limits extensions: %s', (text, limits) => {
    expect(chromiumPolicyLimits(text)).toBe(limits)
  })

  it.each([
    ['{"policies": {"ExtensionSettings": {"*": {"installation_mode": "blocked"}}}}', {limitsExtensions: true, updaterOff: false}],
    ['{"policies": {"InstallAddonsPermission": {"Default": false}}}', {limitsExtensions: true, updaterOff: false}],
    ['{"policies": {"InstallAddonsPermission": {"Default": true}, "DisableAppUpdate": true}}', {limitsExtensions: false, updaterOff: true}],
    ['[]', {limitsExtensions: false, updaterOff: false}],
  ])('Firefox: %s', (text, policy) => {
    expect(parseFirefoxPolicy(text)).toEqual(policy)
  })
})

it('lists extensions that were added to Firefox, not what it brings itself', () => {
  const addons = [
    {id: 'a@x', version: '1', type: 'extension', location: 'app-profile'},
    {id: 'b@x', version: null, type: 'extension', location: 'app-global'},
    {id: 'c@x', version: '1', type: 'extension', location: 'app-builtin'},
    {id: 'd@x', version: '1', type: 'theme', location: 'app-profile'},
    {id: 5},
    null,
  ]
  expect(parseFirefoxExtensions(JSON.stringify({addons}))).toEqual([{id: 'a@x', version: '1'}, {id: 'b@x'}])
  expect(parseFirefoxExtensions('{}')).toBeUndefined()
  expect(parseFirefoxExtensions('{"addons": [')).toBeUndefined()
})

it('knows snaps that are held back', () => {
  const now = new Date('2026-11-25T00:00:00Z')
  const held = (hold: string) => JSON.stringify({data: {config: {core: {refresh: {hold}}}}})
  expect(isSnapHeld('{"data":{}}', 'firefox', now)).toBe(false)
  expect(isSnapHeld(held('forever'), 'firefox', now)).toBe(true)
  expect(isSnapHeld(held('2027-01-01T00:00:00Z'), 'firefox', now)).toBe(true)
  expect(isSnapHeld(held('2026-01-01T00:00:00Z'), 'firefox', now)).toBe(false)
  expect(isSnapHeld('{"data":{"snaps-hold":{"firefox":{"system":{}}}}}', 'firefox', now)).toBe(true)
  expect(isSnapHeld('{"data":{"snaps-hold":{"firefox":{"system":{}}}}}', 'chromium', now)).toBe(false)
  expect(isSnapHeld('x', 'firefox', now)).toBeUndefined()
})

describe('rsnapshot', () => {
  it('reads its configuration', () => {
    expect(
      parseRsnapshotConf('# snapshot_root\t/no\nsnapshot_root\t/srv/snap/\nretain\t\talpha\t6\nretain\tbeta\t7\nlogfile\t/var/log/r.log\n'),
    ).toEqual({
      root: '/srv/snap/',
      logFile: '/var/log/r.log',
      firstLevel: 'alpha',
    })
  })

  it('counts only the level that copies, and only full success', () => {
    const log = [
      '[2026-11-23T03:30:06] /usr/bin/rsnapshot -c /etc/r.conf alpha: completed successfully',
      '[2026-11-24T03:30:06] /usr/bin/rsnapshot alpha: completed, but with some errors',
      '[2026-11-25T03:30:06] /usr/bin/rsnapshot beta: completed successfully',
      '[2026-11-25T03:3',
    ].join('\n')
    expect(lastRsnapshotSuccess(log, 'alpha')).toBe('2026-11-23T03:30:06')
    expect(lastRsnapshotSuccess(log, 'gamma')).toBeUndefined()
  })
})

describe('borgmatic', () => {
  it('reads repositories of the old and the new form, and nothing else', () => {
    expect(
      parseBorgmaticRepositories(
        'location:\n    repositories:\n        # one\n        - ssh://u@h/./x.borg\n        - "/var/local.borg"\n    working_directory: /x\nstorage:\n    encryption_passphrase: "secret"\n',
      ),
    ).toEqual(['ssh://u@h/./x.borg', '/var/local.borg'])
    expect(
      parseBorgmaticRepositories(
        'repositories:\n    - path: u@h:x.borg\n      label: far\n    - label: near\n      path: /b\nsource_directories:\n    - /etc\n',
      ),
    ).toEqual(['u@h:x.borg', '/b'])
    expect(parseBorgmaticRepositories('repositories:\n- path: /a\n- path: /b\nkeep_daily: 7\n')).toEqual(['/a', '/b'])
  })

  it.each([
    ['ssh://u@h/./x', true],
    ['u@h:x.borg', true],
    ['h:x', true],
    ['rclone:remote:x', true],
    ['/var/x', false],
    ['./x:y', false],
    ['file:///x', false],
  ])('%s is remote: %s', (address, remote) => {
    expect(isRemoteAddress(address)).toBe(remote)
  })
})

it('takes the newest backup of amandates', () => {
  expect(lastAmandaDump('/home 0 1779562223\n/etc dir 1 1779662223\n/var 0 x\n')).toBe('2026-05-24T22:37:03.000Z')
  expect(lastAmandaDump('')).toBeUndefined()
})

it.each([
  ['{"schedule_daily":"true","btrfs_mode":"false"}', {scheduled: true, sameVolume: false}],
  ['{"schedule_daily":"false","schedule_boot":"false","btrfs_mode":"true"}', {scheduled: false, sameVolume: true}],
  ['{"x":1}', undefined],
  ['{', undefined],
])('Timeshift %s', (text, settings) => {
  expect(parseTimeshift(text)).toEqual(settings)
})

describe('ClamAV', () => {
  it.each([
    ['ClamAV-VDB:24 Nov 2026 10-32 +0200:27830:2078345:90:X:X:b:1795509120', '2026-11-24T08:32:00.000Z'],
    ['ClamAV-VDB:4 Jan 2026 00-05 -0500:1:1:90:X:X:b:1', '2026-01-04T05:05:00.000Z'],
    ['ClamAV-VDB:24 Foo 2026 10-32 +0200:1', undefined],
    ['ClamAV-VDB:24 Nov 2026', undefined],
    ['', undefined],
  ])('%s was built at %s', (header, moment) => {
    expect(parseCvdHeader(header)).toBe(moment)
  })

  it('reads settings that stand more than once', () => {
    expect(parseClamConf('# x\nOnAccessIncludePath /home\nOnAccessIncludePath "/media"\nFoo\n').get('OnAccessIncludePath')).toEqual([
      '/home',
      '/media',
    ])
  })
})

it('reads kesl-control --app-info', () => {
  expect(
    parseKeslInfo('Name:      Kaspersky\nLast release date of databases:   2026-11-24 21:04:00\nx').get('last release date of databases'),
  ).toBe('2026-11-24 21:04:00')
})

it('reads mdatp health, whatever field is missing', () => {
  expect(
    parseMdatpHealth('{"appVersion":"101","realTimeProtectionEnabled":{"value":false},"definitionsUpdated":"1795560000000","orgId":5}'),
  ).toEqual({
    appVersion: '101',
    realTimeProtectionEnabled: {value: false},
    definitionsUpdated: '1795560000000',
    orgId: undefined,
  })
  expect(parseMdatpHealth('{}')).toBeUndefined()
  expect(parseMdatpHealth('ATTENTION: no license found')).toBeUndefined()
})

it('reads the day of the detection engine of ESET', () => {
  expect(parseEsetEngineDate('EM001\t  1629 (20250805)\tScanner\nEM002\t 31832 (20250909)\tDetection engine\n')).toBe(
    '2025-09-09T00:00:00.000Z',
  )
  expect(parseEsetEngineDate('EM002\t 31832\n')).toBeUndefined()
})

it('reads the status of Bitdefender', () => {
  const text =
    'Product version: 7.0.3.2239\nLast security content update: 2023-08-24 at 11:44:37 GMT+2\nFeatures:\n  - Antimalware status: On\n'
  expect(parseBitdefenderStatus(text)).toEqual({version: '7.0.3.2239', antimalware: true, updatedAt: '2023-08-24T09:44:37.000Z'})
  expect(parseBitdefenderStatus('x')).toEqual({})
})

describe('hostile input', () => {
  const line = 'a'.repeat(1_000_000)
  it.each([
    line,
    `repositories:\n${' '.repeat(100_000)}- x`,
    `${' '.repeat(1_000_000)}x`,
    '['.repeat(100_000),
    '\0\n'.repeat(50_000),
    `ClamAV-VDB:${line}`,
    `x: ${line}\n`,
  ])('neither crashes nor hangs a parser (%#)', (text) => {
    const start = performance.now()
    chromiumPolicyLimits(text)
    parseFirefoxPolicy(text)
    parseFirefoxExtensions(text)
    isSnapHeld(text, 'x', new Date(0))
    parseRsnapshotConf(text)
    lastRsnapshotSuccess(text, 'alpha')
    parseBorgmaticRepositories(text)
    isRemoteAddress(text)
    lastAmandaDump(text)
    parseTimeshift(text)
    parseCvdHeader(text)
    parseClamConf(text)
    parseKeslInfo(text)
    parseMdatpHealth(text)
    parseEsetEngineDate(text)
    parseBitdefenderStatus(text)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
