import type {Encryption} from '../../model/facts/encryption.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectMacEncryption} from '../darwin/encryption.ts'
import {type BlockDevices, type Encrypted, readBlockDevices} from '../linux/block-devices.ts'
import {isContainer} from '../linux/container.ts'
import {findFixedMedia, mediaFolders} from '../linux/fixed-media.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readLocalAccounts} from '../linux/local-accounts.ts'
import {readZfs, type ZfsEncryption} from '../linux/zfs.ts'
import {type MountEntry, parseMountinfo} from '../parse/mountinfo.ts'
import {passwordSchemes} from '../parse/shadow.ts'
import {parseSwaps} from '../parse/swaps.ts'
import type {Probe} from '../probe.ts'

const source = '/proc/self/mountinfo; /sys/class/block; /proc/swaps; /etc/shadow'

/** Local file systems that keep data. */
const diskSystems = new Set([
  'ext2',
  'ext3',
  'ext4',
  'xfs',
  'btrfs',
  'f2fs',
  'jfs',
  'reiserfs',
  'nilfs2',
  'bcachefs',
  'zfs',
  'vfat',
  'exfat',
  'ntfs',
  'ntfs3',
  'fuseblk',
  'hfsplus',
  'ecryptfs',
])

/** Where the operating system and what it stores lie when they are mounted apart; /boot stays readable by design. */
const systemMounts = new Set(['/', '/usr', '/var', '/sysroot', '/nix'])

async function collect(probe: Probe): Promise<Collected<'encryption'>> {
  return probe.platform === 'darwin' ? collectMacEncryption(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'encryption'>> {
  const [container, mounted, blocks, swaps, local] = await Promise.all([
    isContainer(probe),
    probe.readText('/proc/self/mountinfo'),
    readBlockDevices(probe),
    probe.readText('/proc/swaps'),
    readLocalAccounts(probe),
  ])
  if (container) return {ok: false, reason: 'not-supported', detail: 'inside a container the disks belong to the host', source}
  if (!mounted.ok) return {...mounted, source}
  const all = parseMountinfo(mounted.value)
  const mounts = keepDisks(all, await findFixedMedia(probe, all, blocks))
  const zfs = mounts.some((mount) => mount.fs === 'zfs') ? await readZfs(probe) : undefined
  const btrfs = mounts.some((mount) => mount.fs === 'btrfs') ? await readBtrfs(probe) : []

  const gaps: Gaps = {}
  const volumes: Encryption['volumes'] = []
  let unseen: string | undefined
  let unseenSystem = false
  for (const mount of mounts) {
    // The kernel and the boot loader have to be readable before anything is unlocked; they keep no data.
    if (/^\/(boot|efi)(\/|$)/.test(mount.mount)) continue
    const answer = judge(mount, blocks, zfs, btrfs)
    const system = systemMounts.has(mount.mount)
    if (answer.known)
      volumes.push({mount: mount.mount, encrypted: answer.encrypted, ...(answer.method ? {method: answer.method} : {}), system})
    else {
      unseen ??= `${mount.mount}: ${answer.detail}`.slice(0, 200)
      unseenSystem ||= system
    }
  }
  const root = volumes.some((volume) => volume.mount === '/' || volume.mount === '/sysroot')
  // A list of encrypted volumes that lacks one would read as "all encrypted".
  const looksEncrypted = volumes.every((volume) => volume.encrypted || (unseenSystem && !volume.system))
  if (!root || (unseen && looksEncrypted))
    return {ok: false, reason: 'not-supported', detail: unseen ?? 'the disk that holds the system could not be told', source}
  if (unseen) gaps['volumes'] = {reason: 'not-supported', detail: unseen}

  const value: Encryption = {volumes, systemEncrypted: volumes.filter((volume) => volume.system).every((volume) => volume.encrypted)}
  const swap = swaps.ok ? judgeSwap(swaps.value, volumes, blocks) : undefined
  if (swap !== undefined) value.swapEncrypted = swap
  // Without swap in the kernel there is no /proc/swaps at all.
  else if (!swaps.ok && swaps.reason === 'not-supported') value.swapEncrypted = true
  else gaps['swapEncrypted'] = swaps.ok ? {reason: 'not-supported', detail: 'the device of a swap area could not be told'} : gapFor(swaps)

  const hashes = local.ok
    ? local.accounts.flatMap((one) => (one.password?.state === 'usable' && !one.expired ? [one.password.scheme] : []))
    : []
  const weakest = passwordSchemes.find((scheme) => hashes.includes(scheme))
  const closed = local.ok ? local.shadowFailure : local
  if (closed) gaps['passwordHash'] = gapFor(closed)
  else if (weakest && weakest !== 'unknown') value.passwordHash = weakest
  else
    gaps['passwordHash'] = {
      reason: 'not-supported',
      detail: weakest ? 'the scheme of a password is not known' : 'no account has a password',
    }
  return {ok: true, value, source, ...withGaps(gaps)}
}

/**
 * One entry per disk and mount point, without what is only a view of another mount, without media that come and go, and
 * with an image-based system (composefs, ostree) seen at /sysroot instead of at its overlay.
 */
function keepDisks(mounts: readonly MountEntry[], fixed: ReadonlySet<string>): MountEntry[] {
  // A later mount covers an earlier one at the same place.
  const byMount = new Map(mounts.map((mount) => [mount.mount, mount]))
  return [...byMount.values()].filter((mount) => {
    if (!diskSystems.has(mount.fs) || mount.source.startsWith('/dev/loop')) return false
    if (systemMounts.has(mount.mount)) return true
    if (mount.readOnly || /^\/(snap|var\/lib\/snapd|var\/snap)(\/|$)/.test(mount.mount)) return false
    if (mediaFolders.test(mount.mount) && !fixed.has(mount.mount)) return false
    return mount.root === '/' || mount.fs === 'btrfs'
  })
}

function judge(mount: MountEntry, blocks: BlockDevices | undefined, zfs: ZfsEncryption | undefined, btrfs: readonly string[][]): Encrypted {
  if (mount.fs === 'ecryptfs') return {known: true, encrypted: true, method: 'ecryptfs'}
  if (!blocks) return {known: false, detail: '/sys/class/block shows no device'}
  if (mount.fs === 'zfs') {
    const own = zfs?.get(mount.source)
    if (own?.known && own.encrypted) return own
    if (!own?.known) return own ?? {known: false, detail: 'zfs did not name this file system'}
    // ZFS itself does not encrypt, but its pool may lie on LUKS.
    return blocks.anyEncrypted ? {known: false, detail: 'whether the ZFS pool lies on an encrypted device is not read'} : own
  }
  if (mount.fs === 'bcachefs') return {known: false, detail: 'encryption of bcachefs is not read'}
  const device = mount.device.startsWith('0:') ? mount.source : mount.device
  // A btrfs may span several devices, of which the mount names one.
  const name = blocks.nameOf(device)
  const members = mount.fs === 'btrfs' && name !== undefined ? (btrfs.find((one) => one.includes(name)) ?? [name]) : [device]
  const answers = members.map((member) => blocks.encryption(member))
  return (
    answers.find((one) => one.known && !one.encrypted) ??
    answers.find((one) => !one.known) ??
    answers[0] ?? {known: false, detail: `${device} has no device`}
  )
}

/** Devices of each btrfs file system. */
async function readBtrfs(probe: Probe): Promise<string[][]> {
  const systems = await probe.list('/sys/fs/btrfs')
  if (!systems.ok) return []
  const lists = await Promise.all(
    systems.value.filter((name) => name !== 'features').map((name) => probe.list(`/sys/fs/btrfs/${name}/devices`)),
  )
  return lists.flatMap((list) => (list.ok ? [list.value] : []))
}

/** True when no swap area can keep memory readable on a disk; compressed memory (zram) is no disk. */
function judgeSwap(text: string, volumes: Encryption['volumes'], blocks: BlockDevices | undefined): boolean | undefined {
  const areas = parseSwaps(text)
  if (!areas) return undefined
  const answers = areas
    .filter((area) => !/^\/dev\/zram\d+$/.test(area.path))
    .map((area): boolean | undefined => {
      if (area.file) {
        const holder = volumes
          .filter((one) => area.path.startsWith(one.mount === '/' ? '/' : `${one.mount}/`))
          .sort((a, b) => b.mount.length - a.mount.length)[0]
        return holder?.encrypted
      }
      const answer = blocks?.encryption(area.path)
      return answer?.known ? answer.encrypted : undefined
    })
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}

export const encryptionCollector: Collector<'encryption'> = {fact: 'encryption', collect}
