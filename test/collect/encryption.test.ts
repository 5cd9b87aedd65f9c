import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {encryptionCollector} from '../../src/collect/endpoint/encryption.ts'
import type {Probe} from '../../src/collect/probe.ts'
import {encryption as schema} from '../../src/model/facts/encryption.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]
const probeOf = (name: string, change?: Change) => createRecordedProbe(join(import.meta.dirname, '../recorded/encryption', name), change)

async function collect(probe: Probe) {
  const fact = await encryptionCollector.collect(probe)
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

/** The same machine with other words in some of its files. */
function withTexts(probe: Probe, texts: Record<string, string>): Probe {
  return {...probe, readText: async (path) => (path in texts ? {ok: true, value: texts[path] ?? ''} : probe.readText(path))}
}

describe('encryption', () => {
  it('walks LVM down to LUKS on Debian; media, bind mounts and /boot are not volumes', async () => {
    expect(await collect(probeOf('debian-luks'))).toEqual({
      value: {
        volumes: [
          {mount: '/', encrypted: true, method: 'luks2', system: true},
          {mount: '/srv/data disk', encrypted: false, system: false},
        ],
        systemEncrypted: true,
        swapEncrypted: true,
        passwordHash: 'sha512',
      },
      gaps: {},
    })
  })

  it('knows all but the password scheme without rights', async () => {
    const {value, gaps} = await collect(
      probeOf('debian-luks', (recording) => {
        recording.elevated = false
        recording.closed = ['/etc/shadow', '/proc/1/environ']
      }),
    )
    expect(value).toMatchObject({systemEncrypted: true, swapEncrypted: true})
    expect(value.passwordHash).toBeUndefined()
    expect(gaps['passwordHash']?.reason).toBe('no-rights')
  })

  it('calls a btrfs open when one of its disks is, and a swap file like the disk it lies on', async () => {
    expect((await collect(probeOf('fedora-btrfs'))).value).toMatchObject({
      volumes: [
        {mount: '/', encrypted: false, system: true},
        {mount: '/home', encrypted: false, system: false},
      ],
      systemEncrypted: false,
      swapEncrypted: false,
    })
  })

  it('does not take dm-verity for encryption, and a swap partition in the open for safe', async () => {
    const probe = withTexts(probeOf('debian-luks'), {
      '/sys/class/block/dm-0/dm/uuid': 'CRYPT-VERITY-0123456789abcdef-sda3_crypt',
      '/proc/swaps': 'Filename\t\tType\t\tSize\tUsed\tPriority\n/dev/sda3 partition 999420 0 -2\n',
    })
    expect((await collect(probe)).value).toMatchObject({systemEncrypted: false, swapEncrypted: false})
  })

  it('knows no swap as safe and a strange /proc/swaps as unknown', async () => {
    const none = withTexts(probeOf('debian-luks'), {'/proc/swaps': 'Filename\t\t\tType\n'})
    expect((await collect(none)).value.swapEncrypted).toBe(true)
    const odd = await collect(withTexts(probeOf('debian-luks'), {'/proc/swaps': ''}))
    expect(odd.value.swapEncrypted).toBeUndefined()
    expect(odd.gaps['swapEncrypted']?.reason).toBe('not-supported')
  })

  it('asks ZFS itself, and does not guess what its pool lies on', async () => {
    const mountinfo = '29 1 0:30 / / rw,relatime shared:1 - zfs rpool/ROOT rw\n30 29 0:31 / /srv rw,relatime shared:2 - zfs rpool/srv rw\n'
    const withZfs = (stdout: string) =>
      withTexts(
        probeOf('debian-luks', (recording) => {
          recording.commands = [{run: ['zfs', 'get', '-H', '-t', 'filesystem', '-o', 'name,value', 'encryption'], stdout}]
        }),
        {'/proc/self/mountinfo': mountinfo},
      )
    expect((await collect(withZfs('rpool/ROOT\taes-256-gcm\nrpool/srv\taes-256-gcm\n'))).value).toMatchObject({
      systemEncrypted: true,
      volumes: [
        {mount: '/', encrypted: true, method: 'zfs-aes-256-gcm', system: true},
        {mount: '/srv', encrypted: true, method: 'zfs-aes-256-gcm', system: false},
      ],
    })
    // The pool may lie on the LUKS device of this machine: neither a yes nor a list without /srv.
    expect(await encryptionCollector.collect(withZfs('rpool/ROOT\taes-256-gcm\nrpool/srv\toff\n'))).toMatchObject({
      ok: false,
      reason: 'not-supported',
    })
    expect(await encryptionCollector.collect(withZfs('rpool/ROOT\toff\n'))).toMatchObject({ok: false, reason: 'not-supported'})
  })

  it('cannot see the disks of the host from a container, nor of an overlay', async () => {
    expect(await encryptionCollector.collect(probeOf('container'))).toMatchObject({
      ok: false,
      reason: 'not-supported',
      detail: 'inside a container the disks belong to the host',
    })
    const live = withTexts(probeOf('debian-luks'), {'/proc/self/mountinfo': '29 1 0:30 / / rw - overlay overlay rw\n'})
    expect(await encryptionCollector.collect(live)).toMatchObject({ok: false, reason: 'not-supported'})
  })

  it('gives no fact for a mount table cut in half', async () => {
    const cut = withTexts(probeOf('debian-luks'), {'/proc/self/mountinfo': '29 1 254:1 / / rw,relatime shared:1 - ext4'})
    expect(await encryptionCollector.collect(cut)).toMatchObject({ok: false, reason: 'not-supported'})
  })

  it('reads FileVault, and waits for it to be done', async () => {
    expect((await collect(probeOf('macos'))).value).toEqual({
      volumes: [{mount: '/', encrypted: true, method: 'filevault', system: true}],
      systemEncrypted: true,
      swapEncrypted: true,
    })
    const busy = probeOf('macos', (recording) => {
      recording.commands = [{run: ['fdesetup', 'status'], stdout: 'FileVault is On.\nEncryption in progress: Percent completed = 12\n'}]
    })
    expect((await collect(busy)).value.systemEncrypted).toBe(false)
  })
})
