import {describe, expect, it} from 'vitest'
import {osCollector} from '../../src/collect/endpoint/os.ts'
import {os as schema} from '../../src/model/facts/os.ts'
import {machineProbe} from './altered-probe.ts'

async function collect(name: string, alteration?: Parameters<typeof machineProbe>[1]) {
  const fact = await osCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

describe('os', () => {
  it('names Ubuntu with its point release, its time of installation and Ubuntu Pro', async () => {
    const {value, gaps} = await collect('ubuntu-desktop', {times: {'/var/log/installer': '2024-03-01T18:00:00Z'}})
    expect(value).toEqual({
      family: 'linux',
      name: 'Ubuntu 22.04.5 LTS',
      product: 'ubuntu',
      version: '22.04.5',
      cycle: '22.04',
      kernel: '5.15.0-125-generic',
      arch: 'x86_64',
      hostname: 'may-van-thu',
      container: false,
      // 18:00 UTC is the next day in Viet Nam.
      installedOn: '2024-03-02',
      lastBootAt: '2025-11-23T00:00:00.000Z',
      timeZone: 'Asia/Ho_Chi_Minh',
      esu: true,
    })
    expect(gaps).toEqual({})
  })

  it('tells an ordinary user what is closed', async () => {
    const {value, gaps} = await collect('ubuntu-desktop', {closed: ['/var/lib/ubuntu-advantage', '/proc/stat', '/etc/localtime']})
    expect(value).not.toHaveProperty('esu')
    expect(value).not.toHaveProperty('lastBootAt')
    expect(gaps['esu']?.reason).toBe('no-rights')
    expect(gaps['lastBootAt']?.reason).toBe('no-rights')
  })

  it.each([
    ['debian-server', {product: 'debian', version: '12.11', cycle: '12', timeZone: 'Etc/UTC', container: false}],
    ['fedora', {product: 'fedora', version: '43', cycle: '43', timeZone: 'Asia/Bangkok'}],
    ['opensuse', {product: 'opensuse', version: '15.6', cycle: '15.6', arch: 'aarch64'}],
    ['alpine-container', {product: 'alpine', version: '3.22.2', cycle: '3.22', container: true, timeZone: 'UTC'}],
    [
      'macos',
      {
        family: 'macos',
        name: 'macOS 26.1',
        product: 'macos',
        version: '26.1',
        cycle: '26',
        kernel: '25.1.0',
        arch: 'arm64',
        hostname: 'may-mac.local',
      },
    ],
  ])('%s', async (name, expected) => {
    expect((await collect(name)).value).toMatchObject(expected)
  })

  it('gives a rolling distribution no cycle', async () => {
    const {value} = await collect('arch')
    expect(value).toMatchObject({product: 'arch', version: 'rolling'})
    expect(value).not.toHaveProperty('cycle')
  })

  it('says that a container is made, not installed', async () => {
    const {value, gaps} = await collect('alpine-container')
    expect(value).not.toHaveProperty('installedOn')
    expect(gaps['installedOn']?.reason).toBe('not-supported')
  })

  it.each([
    ['NAME="CentOS Stream"\nID="centos"\nVERSION="9"\nVERSION_ID="9"\nPRETTY_NAME="CentOS Stream 9"', 'centos-stream', '9', '9'],
    [
      'NAME="CentOS Linux"\nID="centos"\nVERSION="7 (Core)"\nVERSION_ID="7"\nPRETTY_NAME="CentOS Linux 7 (Core)"',
      'centos',
      '7.9.2009',
      '7',
    ],
    [
      'NAME="Rocky Linux"\nID="rocky"\nVERSION="9.4 (Blue Onyx)"\nVERSION_ID="9.4"\nPRETTY_NAME="Rocky Linux 9.4"',
      'rocky-linux',
      '9.4',
      '9',
    ],
    [
      'NAME="SLES"\nID="sles"\nVERSION="15-SP5"\nVERSION_ID="15.5"\nPRETTY_NAME="SUSE Linux Enterprise Server 15 SP5"',
      'sles',
      '15.5',
      '15.5',
    ],
    [
      'NAME="Linux Mint"\nID=linuxmint\nVERSION="21.3 (Virginia)"\nVERSION_ID="21.3"\nPRETTY_NAME="Linux Mint 21.3"',
      'linuxmint',
      '21.3',
      '21.3',
    ],
    ['NAME="Linux Mint"\nID=linuxmint\nVERSION="6 (faye)"\nVERSION_ID="6"\nPRETTY_NAME="LMDE 6 (faye)"', 'linuxmint', '6', 'lmde6'],
    ['NAME="Debian GNU/Linux"\nID=debian\nPRETTY_NAME="Debian GNU/Linux forky/sid"', 'debian', 'forky/sid', undefined],
    [
      'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.24_alpha20260805\nPRETTY_NAME="Alpine Linux edge"',
      'alpine',
      '3.24_alpha20260805',
      undefined,
    ],
    ['NAME="BOSS"\nID=Boss_OS\nVERSION_ID=10\nPRETTY_NAME="BOSS 10"', 'boss-os', '10', undefined],
  ])('%s', async (release, product, version, cycle) => {
    const {value} = await collect('fedora', {
      texts: {
        '/etc/os-release': release,
        '/etc/debian_version': 'forky/sid\n',
        '/etc/centos-release': 'CentOS Linux release 7.9.2009 (Core)\n',
      },
    })
    expect({product: value.product, version: value.version, cycle: value.cycle}).toEqual({product, version, cycle})
  })

  it.each([
    ['an empty os-release', {'/etc/os-release': ''}],
    ['half an os-release', {'/etc/os-release': 'NAME="Deb'}],
    ['no host name', {'/proc/sys/kernel/hostname': ''}],
  ])('fails with %s', async (_, texts) => {
    expect(await osCollector.collect(machineProbe('debian-server', {texts}))).toMatchObject({ok: false, reason: 'error'})
  })

  it('is not supported without os-release', async () => {
    expect(await osCollector.collect(machineProbe('debian-server', {texts: {'/etc/os-release': undefined}}))).toMatchObject({
      ok: false,
      reason: 'not-supported',
    })
  })
})
