import type {Hardware} from '../../model/facts/hardware.ts'
import {parseDf} from '../parse/df.ts'
import type {MountEntry} from '../parse/mountinfo.ts'
import type {Probe, Seen} from '../probe.ts'
import {toGb} from './disks.ts'

type Volume = NonNullable<Hardware['volumes']>[number]

/** File systems that lie on a medium of this machine. */
const localFileSystems = new Set([
  'ext2',
  'ext3',
  'ext4',
  'xfs',
  'btrfs',
  'zfs',
  'f2fs',
  'jfs',
  'reiserfs',
  'bcachefs',
  'nilfs2',
  'vfat',
  'exfat',
  'msdos',
  'ntfs',
  'ntfs3',
  'fuseblk',
  'hfsplus',
  'apfs',
])

/** Folders in which a mount is plumbing of the system or of a container, never a volume of its own. */
const plumbing = /^\/(?:proc|sys|dev|etc|var\/lib\/(?:docker|containers|kubelet|snapd))(?:\/|$)/

/** Local writable mounts, each file system once under its shortest path; an overlay counts as the root of a container only. */
export function localVolumes(mounts: readonly MountEntry[]): MountEntry[] {
  const byDevice = new Map<string, MountEntry>()
  const root = mounts.findLast((mount) => mount.mount === '/')
  for (const mount of mounts) {
    if (mount.mount === '/' ? mount !== root : plumbing.test(mount.mount)) continue
    if (mount.readOnly || !(localFileSystems.has(mount.fs) || (mount.mount === '/' && mount.fs === 'overlay'))) continue
    const known = byDevice.get(mount.device)
    if (!known || mount.mount.length < known.mount.length) byDevice.set(mount.device, mount)
  }
  return [...byDevice.values()]
}

/** Sizes of these mounts. They are named one by one, because plain `df` would wait for a file server that is gone. */
export async function measureVolumes(probe: Probe, mounts: readonly {mount: string; fs: string}[]): Promise<Seen<Volume[]>> {
  if (mounts.length === 0) return {ok: true, value: []}
  const answer = await probe.run('df', ['-kP', ...mounts.map(({mount}) => mount)])
  if (!answer.ok) return answer
  const rows = parseDf(answer.value.stdout)
  if (rows.length === 0)
    return {ok: false, reason: 'error', detail: `df printed no sizes: ${answer.value.stderr.trim().split('\n')[0] ?? ''}`.slice(0, 200)}
  return {
    ok: true,
    value: mounts.flatMap(({mount, fs}) => {
      const row = rows.find((one) => one.mount === mount)
      if (!row || row.sizeBytes === 0) return []
      return [
        {
          mount,
          fs,
          sizeGb: toGb(row.sizeBytes),
          freeGb: toGb(row.freeBytes),
          freePercent: Math.round((row.freeBytes / row.sizeBytes) * 1000) / 10,
        },
      ]
    }),
  }
}
