import type {MountEntry} from '../parse/mountinfo.ts'
import type {Probe} from '../probe.ts'
import type {BlockDevices} from './block-devices.ts'
import {readUsbDisks} from './disks.ts'

/** Folders where desktops mount media that come and go, and where people mount disks that stay. */
export const mediaFolders = /^\/(run\/media|media)(\/|$)/

/**
 * Mounts in the folders for media whose disk is built in: such a disk keeps data like any other. Disks on USB, cards and
 * drives whose medium can be taken out are left out, and so is what is not a plain disk or partition.
 */
export async function findFixedMedia(
  probe: Probe,
  mounts: readonly MountEntry[],
  blocks: BlockDevices | undefined,
): Promise<ReadonlySet<string>> {
  const candidates = mounts.flatMap(({mount, device}) => {
    const disk = mediaFolders.test(mount)
      ? /^((?:sd|hd|vd|xvd)[a-z]+|nvme\d+n\d+)(?:p?\d+)?$/.exec(blocks?.nameOf(device) ?? '')?.[1]
      : undefined
    return disk ? [{mount, disk}] : []
  })
  if (candidates.length === 0) return new Set()
  const [usb, removable] = await Promise.all([
    readUsbDisks(probe),
    Promise.all(candidates.map(({disk}) => probe.readText(`/sys/class/block/${disk}/removable`))),
  ])
  return new Set(
    candidates.filter(({disk}, at) => !usb.has(disk) && removable[at]?.ok && removable[at].value.trim() === '0').map(({mount}) => mount),
  )
}
