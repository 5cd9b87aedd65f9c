import {describe, expect, it} from 'vitest'
import {hardwareCollector} from '../../src/collect/endpoint/hardware.ts'
import {readDisks} from '../../src/collect/linux/disks.ts'
import {hardware as schema} from '../../src/model/facts/hardware.ts'
import {machineProbe} from './altered-probe.ts'

async function collect(name: string, alteration?: Parameters<typeof machineProbe>[1]) {
  const fact = await hardwareCollector.collect(machineProbe(name, alteration))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

describe('hardware', () => {
  it('describes a laptop as root', async () => {
    const {value, gaps} = await collect('ubuntu-desktop')
    expect(value).toEqual({
      manufacturer: 'Dell Inc.',
      model: 'Latitude 3430',
      serial: '5XK0000',
      uuid: '4c4c4544-0058-4b10-8030-b5c04f303030',
      chassis: 'laptop',
      cpu: {model: '12th Gen Intel(R) Core(TM) i5-1235U', cores: 10},
      memoryMb: 15729,
      memoryFreePercent: 50,
      // The empty card reader and the loop of a snap are no disks.
      disks: [{name: 'nvme0n1', kind: 'nvme', sizeGb: 512.1, model: 'KBG50ZNS512G NVMe KIOXIA 512GB'}],
      // Not the file server, the snap, the read-only stick, or the second mount of the same file system.
      volumes: [
        {mount: '/', fs: 'ext4', sizeGb: 502.4, freeGb: 157.3, freePercent: 31.3},
        {mount: '/boot/efi', fs: 'vfat', sizeGb: 0.5, freeGb: 0.5, freePercent: 98.8},
      ],
      biosDate: '2024-03-14',
      tpm: {present: true, version: '2.0'},
      battery: true,
    })
    expect(gaps).toEqual({'cpu.loadPercent': {reason: 'not-supported', detail: expect.any(String)}})
  })

  it('leaves serial and UUID to root', async () => {
    const {value, gaps} = await collect('ubuntu-desktop', {closed: ['/sys/class/dmi/id/product_serial', '/sys/class/dmi/id/product_uuid']})
    expect(value).not.toHaveProperty('serial')
    expect(value).toMatchObject({model: 'Latitude 3430', chassis: 'laptop'})
    expect(gaps['serial']?.reason).toBe('no-rights')
    expect(gaps['uuid']?.reason).toBe('no-rights')
  })

  it('knows a guest, and does not keep what its firmware makes up', async () => {
    const {value, gaps} = await collect('debian-server', {lists: {'/sys/class/tpm': []}})
    expect(value).toMatchObject({
      chassis: 'vm',
      tpm: {present: false},
      disks: [{name: 'sda', kind: 'virtual', sizeGb: 107.4, model: 'VMware Virtual disk'}],
    })
    expect(value).not.toHaveProperty('serial')
    expect(gaps['uuid']?.reason).toBe('not-supported')
  })

  it('tells disks apart, and a mouse battery from that of a laptop', async () => {
    const {value, gaps} = await collect('fedora')
    expect(value.disks?.map(({name, kind}) => [name, kind])).toEqual([
      ['sda', 'hdd'],
      ['sdb', 'ssd'],
    ])
    expect(value).toMatchObject({
      chassis: 'desktop',
      manufacturer: 'ASUS',
      battery: false,
      volumes: [{mount: '/', fs: 'btrfs'}, {mount: '/boot'}],
    })
    expect(value).not.toHaveProperty('model')
    expect(gaps['tpm']?.reason).toBe('not-supported')
  })

  it('takes the name of a small ARM board from its device tree', async () => {
    const {value, gaps} = await collect('opensuse')
    expect(value).toMatchObject({
      model: 'Raspberry Pi 4 Model B Rev 1.4',
      chassis: 'other',
      cpu: {cores: 2},
      disks: [{name: 'mmcblk0', kind: 'other', sizeGb: 31.9}],
    })
    expect(value).not.toHaveProperty('memoryFreePercent')
    expect(gaps['memoryFreePercent']?.reason).toBe('not-supported')
  })

  it('leaves to the host of a container what is the host’s', async () => {
    const {value, gaps} = await collect('alpine-container')
    expect(value).toEqual({
      chassis: 'container',
      cpu: {model: 'Intel(R) Xeon(R) Gold 6330 CPU @ 2.00GHz', cores: 2},
      memoryMb: 7961,
      memoryFreePercent: 25,
      volumes: [
        {mount: '/', fs: 'overlay', sizeGb: 21, freeGb: 1.4, freePercent: 6.8},
        {mount: '/data', fs: 'ext4', sizeGb: 21, freeGb: 1.4, freePercent: 6.8},
      ],
    })
    expect(Object.keys(gaps)).toEqual(expect.arrayContaining(['manufacturer', 'serial', 'disks', 'tpm', 'battery']))
  })

  it('counts the memory that a container may use', async () => {
    const {value, gaps} = await collect('alpine-container', {texts: {'/sys/fs/cgroup/memory.max': '536870912\n'}})
    expect(value.memoryMb).toBe(512)
    expect(value).not.toHaveProperty('memoryFreePercent')
    expect(gaps['memoryFreePercent']?.reason).toBe('not-supported')
    expect((await collect('alpine-container', {texts: {'/sys/fs/cgroup/memory.max': 'max\n'}})).value.memoryMb).toBe(7961)
  })

  it('describes a Mac', async () => {
    const {value, gaps} = await collect('macos')
    expect(value).toMatchObject({
      manufacturer: 'Apple',
      model: 'Mac14,2',
      serial: 'XX0000XXXX',
      uuid: '12345678-1234-5678-9abc-def012345678',
      cpu: {model: 'Apple M2', cores: 8},
      memoryMb: 16384,
      volumes: [{mount: '/System/Volumes/Data', fs: 'apfs', sizeGb: 494.4}],
    })
    expect(gaps['battery']?.reason).toBe('not-supported')
  })

  it.each([
    ['processors', {texts: {'/proc/cpuinfo': ''}}],
    ['memory', {texts: {'/proc/meminfo': 'MemFree: 1 kB\n'}}],
    ['mounts', {texts: {'/proc/self/mountinfo': '22 1 254'}}],
    ['sizes', {runs: {df: {code: 1, stderr: 'df: /: Input/output error'}}}],
  ])('fails when it sees no %s', async (_, alteration) => {
    expect(await hardwareCollector.collect(machineProbe('debian-server', alteration))).toMatchObject({ok: false, reason: 'error'})
  })

  it('measures the root that a changed root hides from the table of mounts', async () => {
    const {value} = await collect('opensuse', {texts: {'/proc/self/mountinfo': '22 1 0:21 / /proc rw - proc proc rw\n'}})
    expect(value.volumes).toEqual([{mount: '/', fs: 'unknown', sizeGb: 30.7, freeGb: 18.9, freePercent: 61.7}])
  })

  it('passes on that df did not end', async () => {
    const runs = {df: {ok: false, reason: 'timeout', detail: 'df did not end'} as const}
    expect(await hardwareCollector.collect(machineProbe('debian-server', {runs}))).toMatchObject({ok: false, reason: 'timeout'})
  })

  it('finds disks behind USB by walking down from the driver', async () => {
    const base = '/sys/bus/usb/devices/2-1:1.0'
    const probe = machineProbe('fedora', {
      lists: {
        '/sys/bus/usb/drivers/uas': ['2-1:1.0', 'bind', 'module', 'uevent'],
        [base]: ['bInterfaceClass', 'host6', 'power'],
        [`${base}/host6`]: ['power', 'scsi_host', 'target6:0:0'],
        [`${base}/host6/target6:0:0`]: ['6:0:0:0', 'power'],
        [`${base}/host6/target6:0:0/6:0:0:0`]: ['block', 'model'],
        [`${base}/host6/target6:0:0/6:0:0:0/block`]: ['sda'],
      },
    })
    const disks = await readDisks(probe)
    expect(disks.ok && disks.value.map(({name, kind}) => [name, kind])).toEqual([
      ['sda', 'usb'],
      ['sdb', 'ssd'],
    ])
  })
})
