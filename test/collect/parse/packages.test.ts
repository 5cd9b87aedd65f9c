import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {parseApkInstalled, parseApkOutdated} from '../../../src/collect/parse/apk.ts'
import {lastDpkgUpgrade, parseDpkgListTimes, parseDpkgStatus} from '../../../src/collect/parse/dpkg.ts'
import {parseMetainfoVersion} from '../../../src/collect/parse/metainfo.ts'
import {countPacmanUpgrades, lastPacmanUpgrade, parsePacmanDesc} from '../../../src/collect/parse/pacman.ts'
import {parseRpmQuery} from '../../../src/collect/parse/rpm.ts'
import {parseSnapYaml} from '../../../src/collect/parse/snap.ts'
import {parseMacApps} from '../../../src/collect/parse/system-profiler.ts'
import {upstreamVersion} from '../../../src/collect/parse/upstream-version.ts'

describe('parseDpkgStatus', () => {
  it('keeps what is installed, held and waiting for triggers, and leaves out what was removed', () => {
    const paragraph = (name: string, status: string) =>
      `Package: ${name}\nStatus: ${status}\nMaintainer: "An, Ltd" <a@example.org>\nArchitecture: all\nVersion: 1:2-3\n`
    const text = [
      paragraph('a', 'install ok installed'),
      paragraph('b', 'hold ok installed'),
      paragraph('c', 'deinstall ok config-files'),
      paragraph('d', 'install ok triggers-awaited'),
      paragraph('e', 'install ok half-installed'),
      'Status: install ok installed\nVersion: 1\n',
    ].join('\n')
    const {packages, nameless} = parseDpkgStatus(text)
    expect(packages.map(({name}) => name)).toEqual(['a', 'b', 'd'])
    expect(packages[0]).toEqual({name: 'a', version: '1:2-3', arch: 'all', maintainer: 'An, Ltd', transitional: false})
    expect(nameless).toBe(1)
  })

  it('knows packages that only pull in another one', () => {
    const text = 'Package: x\nStatus: install ok installed\nVersion: 1\nDescription: Transitional package - x -> x snap\n long\n'
    expect(parseDpkgStatus(text).packages[0]?.transitional).toBe(true)
    expect(parseDpkgStatus(text.replace('Transitional package', 'dummy transitional package')).packages[0]?.transitional).toBe(true)
    expect(parseDpkgStatus(text.replace('Transitional package', 'A browser')).packages[0]?.transitional).toBe(false)
  })

  it('reads when packages were unpacked', () => {
    expect(parseDpkgListTimes('1763943002.1234567890 bash:amd64.list\n1.5 vim.list\nx y.list\n99 z\n')).toEqual(
      new Map([
        ['bash:amd64', 1763943002000],
        ['vim', 1000],
      ]),
    )
  })
})

describe('lastDpkgUpgrade', () => {
  it('takes the last upgrade to another version, not installations or states', () => {
    const log = [
      '2026-11-24 07:10:02 upgrade bash:amd64 5.1 5.2',
      '2026-11-25 07:10:02 install vim:amd64 <none> 9',
      '2026-11-25 08:10:02 status upgrade bash:amd64 5.2',
      '2026-11-25 09:10:02 upgrade bash:amd64 5.2 5.2',
      '2026-11-25 10:1',
    ].join('\n')
    expect(lastDpkgUpgrade(log)).toBe('2026-11-24 07:10:02')
    expect(lastDpkgUpgrade('')).toBeUndefined()
  })
})

describe('parseRpmQuery', () => {
  it('joins epoch, version and release and leaves out signing keys', () => {
    const text = [
      'bash\t0\t5.3.0\t2.fc43\t1760000000\tx86_64\tFedora Project',
      'vim\t2\t9.1\t1\t1760000000\tx86_64\tSUSE LLC <https://www.suse.com/>',
      'gpg-pubkey\t0\t31645531\t66b6dccf\t1760000000\t(none)\t(none)',
      '\t0\t1\t1\t1\tnoarch\t(none)',
      'half a li',
    ].join('\n')
    expect(parseRpmQuery(text)).toEqual({
      packages: [
        {name: 'bash', version: '5.3.0-2.fc43', arch: 'x86_64', vendor: 'Fedora Project', installedAt: 1760000000},
        {name: 'vim', version: '2:9.1-1', arch: 'x86_64', vendor: 'SUSE LLC', installedAt: 1760000000},
      ],
      nameless: 1,
      odd: 1,
    })
  })
})

describe('apk', () => {
  it('reads the database of installed packages', () => {
    expect(parseApkInstalled('C:Q1=\nP:busybox\nV:1.37.0-r18\nA:x86_64\n\nV:1\n\nF:dev\n')).toEqual({
      packages: [{name: 'busybox', version: '1.37.0-r18', arch: 'x86_64'}],
      nameless: 1,
    })
  })

  it('tells "nothing is older" from "nothing was printed"', () => {
    expect(parseApkOutdated('Installed:      Available:\nlibssl3-3.5.1-r0   < 3.5.4-r0 \n')).toEqual(['libssl3-3.5.1-r0'])
    expect(parseApkOutdated('Installed:      Available:\n')).toEqual([])
    expect(parseApkOutdated('')).toBeUndefined()
  })
})

describe('pacman', () => {
  it('reads desc files', () => {
    expect(parsePacmanDesc('%NAME%\nbash\n\n%VERSION%\n5.3.3-2\n\n%ARCH%\nx86_64\n\n%INSTALLDATE%\n1760000000\n')).toEqual({
      name: 'bash',
      version: '5.3.3-2',
      arch: 'x86_64',
      installedAt: 1760000000,
    })
    expect(parsePacmanDesc('%NAME%\nbash\n')).toBeUndefined()
  })

  it('counts updates, ignored ones too', () => {
    expect(countPacmanUpgrades('bash 1-1 -> 2-1\nlinux 1-1 -> 2-1 [ignored]\n')).toBe(2)
    expect(countPacmanUpgrades('')).toBe(0)
  })

  it('takes the time of the last upgrade with its zone', () => {
    expect(
      lastPacmanUpgrade('[2026-11-20T10:00:09+0700] [ALPM] upgraded a (1 -> 2)\n[2019-05-05 10:00] [ALPM] upgraded b (1 -> 2)\n'),
    ).toBe('2026-11-20T03:00:09.000Z')
    expect(lastPacmanUpgrade('[2026-11-20T10:00:09+0700] [ALPM] installed a (1)\n')).toBeUndefined()
  })
})

it('reads snap.yaml, quoted or not', () => {
  expect(parseSnapYaml("name: core22\nversion: '20240904'\n")).toEqual({name: 'core22', version: '20240904'})
  expect(parseSnapYaml('name: x\nversion: 1.0-1\nsummary: a: b\n')).toEqual({name: 'x', version: '1.0-1'})
  expect(parseSnapYaml('name: x\n')).toBeUndefined()
})

it('takes the newest release of a metainfo file', () => {
  expect(parseMetainfoVersion('<releases><release type="stable" version="46.0"/><release version="44.1"/></releases>')).toBe('46.0')
  expect(parseMetainfoVersion("<release date='x' version='3.1'>")).toBe('3.1')
  expect(parseMetainfoVersion('<releases><release date="x"/></releases> version="9"')).toBeUndefined()
})

it.each([
  ['1:128.5.0esr-1~deb12u1', '128.5.0esr'],
  ['131.0.6778.85-1', '131.0.6778.85'],
  ['1:140.4.0+build1-0ubuntu0.22.04.1', '140.4.0'],
  ['133.0-r0', '133.0'],
  ['26.1', '26.1'],
])('%s is %s for its maker', (version, upstream) => {
  expect(upstreamVersion(version)).toBe(upstream)
})

describe('hostile input', () => {
  const line = 'x'.repeat(1_000_000)
  it.each([
    line,
    `${line}\n`.repeat(3),
    '\0\0\0',
    'Package: a\0b\nStatus: install ok installed\nVersion: 1',
    '<'.repeat(100_000),
    '<release '.repeat(50_000),
  ])('neither crashes nor hangs a parser (%#)', (text) => {
    const start = performance.now()
    parseDpkgStatus(text)
    parseDpkgListTimes(text)
    lastDpkgUpgrade(text)
    parseRpmQuery(text)
    parseApkInstalled(text)
    parseApkOutdated(text)
    parsePacmanDesc(text)
    countPacmanUpgrades(text)
    lastPacmanUpgrade(text)
    parseSnapYaml(text)
    parseMetainfoVersion(text)
    parseMacApps(text)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

const corpus = process.env['STP_SEC_CORPUS']
describe.skipIf(!corpus || !existsSync(join(corpus, 'unix-inventory')))('real samples', () => {
  const read = (name: string) => readFileSync(join(corpus ?? '', 'unix-inventory', name), 'utf8')

  it('reads the applications of a real Mac', () => {
    const list = parseMacApps(read('system_profiler_spapplicationsdatatype.output'))
    expect(list?.nameless).toBe(0)
    expect(list?.apps.length).toBeGreaterThan(200)
    expect(list?.apps.every(({name}) => name !== '')).toBe(true)
    expect(list?.apps.filter(({version}) => version !== '').length).toBeGreaterThan(200)
  })

  it('reads lines of a real rpm query whose columns are divided by tabs', () => {
    const tabbed = read('rpmquery.output')
      .split('\n')
      .filter((line) => line.split('\t').length === 6)
    expect(parseRpmQuery(tabbed.join('\n')).packages).toContainEqual({
      name: 'centos-release',
      version: '7-2.1511.el7.centos.2.10',
      arch: 'x86_64',
      installedAt: 1463486612,
    })
  })

  it('reads packages of a real dpkg, put back into the form of its status file', () => {
    const rows = read('dpkg-query.output')
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
    const text = rows
      .map(([name, version, arch, state]) => `Package: ${name}\nStatus: install ok ${state}\nArchitecture: ${arch}\nVersion: ${version}\n`)
      .join('\n')
    expect(parseDpkgStatus(text).packages.map(({name}) => name)).toEqual(
      rows.filter(([, , , state]) => state === 'installed').map(([name]) => name),
    )
  })
})
