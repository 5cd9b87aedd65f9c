import type {Hardware} from '../../model/facts/hardware.ts'
import {isVirtualMaker} from '../parse/dmi.ts'
import type {Probe, Seen} from '../probe.ts'

export type Disk = NonNullable<Hardware['disks']>[number]

/** Disks themselves: no partitions, no mappings, no loops, no RAM, no optical or floppy drives, no parts of eMMC that hold firmware. */
const diskNames = /^(?:sd[a-z]+|hd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+|dasd[a-z]+)$/

/** Disks of this machine out of /sys/block. */
export async function readDisks(probe: Probe): Promise<Seen<Disk[]>> {
  const [names, usb] = await Promise.all([probe.list('/sys/block'), readUsbDisks(probe)])
  if (!names.ok) return names
  const disks = await Promise.all(names.value.filter((name) => diskNames.test(name)).map((name) => readDisk(probe, name, usb)))
  return {ok: true, value: disks.filter((disk): disk is Disk => disk !== undefined)}
}

async function readDisk(probe: Probe, name: string, usb: ReadonlySet<string>): Promise<Disk | undefined> {
  const folder = `/sys/block/${name}`
  const [size, rotational, model, vendor] = await Promise.all(
    ['size', 'queue/rotational', 'device/model', 'device/vendor'].map((file) => probe.readText(`${folder}/${file}`)),
  )
  // Always counted in units of 512 bytes, whatever the disk itself uses. A card reader without a card has none.
  const sectors = size?.ok ? Number(size.value.trim()) : 0
  if (!(sectors > 0)) return undefined
  const words = model?.ok ? model.value.replaceAll('\0', '').replace(/\s+/g, ' ').trim().normalize('NFC') : ''
  const maker = vendor?.ok && !/^(?:ATA|0x[0-9a-f]+)\s*$/.test(vendor.value) ? vendor.value.trim() : ''
  return {
    name,
    kind: kindOf(
      name,
      usb,
      isVirtualMaker(maker, words) || /virtual/i.test(`${maker} ${words}`),
      rotational?.ok ? rotational.value.trim() : '',
    ),
    sizeGb: toGb(sectors * 512),
    ...(words === '' ? {} : {model: `${maker} ${words}`.trim().slice(0, 100)}),
  }
}

function kindOf(name: string, usb: ReadonlySet<string>, virtual: boolean, rotational: string): Disk['kind'] {
  if (usb.has(name)) return 'usb'
  if (/^(?:vd|xvd)/.test(name) || virtual) return 'virtual'
  if (name.startsWith('nvme')) return 'nvme'
  if (name.startsWith('mmcblk')) return 'other'
  return rotational === '0' ? 'ssd' : rotational === '1' ? 'hdd' : 'other'
}

/** Disks behind the two USB storage drivers, by walking down from their interfaces: 1-2:1.0/host4/target4:0:0/4:0:0:0/block/sdb. */
export async function readUsbDisks(probe: Probe): Promise<ReadonlySet<string>> {
  const drivers = await Promise.all(['usb-storage', 'uas'].map((driver) => probe.list(`/sys/bus/usb/drivers/${driver}`)))
  const interfaces = drivers.flatMap((driver) => (driver.ok ? driver.value.filter((name) => /^\d+-[\d.]+:\d+\.\d+$/.test(name)) : []))
  let folders = interfaces.map((name) => `/sys/bus/usb/devices/${name}`)
  for (const step of [/^host\d+$/, /^target[\d:]+$/, /^\d+:\d+:\d+:\d+$/, /^block$/]) {
    const lists = await Promise.all(folders.map(async (folder) => ({folder, names: await probe.list(folder)})))
    folders = lists.flatMap(({folder, names}) =>
      names.ok ? names.value.filter((name) => step.test(name)).map((name) => `${folder}/${name}`) : [],
    )
  }
  const disks = await Promise.all(folders.map((folder) => probe.list(folder)))
  return new Set(disks.flatMap((names) => (names.ok ? names.value : [])))
}

/** Gigabytes as makers count them, 10^9 bytes, one decimal. */
export function toGb(bytes: number): number {
  return Math.round(bytes / 1e8) / 10
}
