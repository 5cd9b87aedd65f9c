import {present} from '../../lib/present.ts'
import type {SeenFact} from '../../model/fact.ts'
import type {Hardware} from '../../model/facts/hardware.ts'
import {isJunk} from '../junk.ts'
import {readDay} from './dates.ts'
import type {Entry} from './inventory.ts'
import {first, type Gaps, type Look, notInFile, readNumber, seen} from './look.ts'

/** What dmidecode and WMI call the kinds of housing (SMBIOS 3.7, table 17). */
const laptops = /^(?:portable|laptop|notebook|hand ?held|sub ?notebook|luggable|convertible|detachable|tablet)/i
const desktops = /^(?:desktop|low.profile|pizza|mini.?tower|tower|all.in.one|space|lunch|sealed|mini.?pc|stick)/i
const servers = /^(?:main system|main server|rack|blade|server|multi-system)/i
/** Local file systems with users' data; what else a machine has mounted is no medium of its own. */
const localFileSystems = /^(?:ntfs|refs|fat|vfat|exfat|ext[234]|xfs|btrfs|zfs|f2fs|jfs|reiserfs|apfs|hfs)/i

/** The machine itself. Nothing when the file describes none of its parts. */
export function mapHardware(look: Look): SeenFact<Hardware> | undefined {
  const {inventory} = look
  const bios = first(inventory, 'bios')
  const hardware = first(inventory, 'hardware')
  const told = (text: string | undefined) => (text === undefined || isJunk(text, look.tables.junk) ? undefined : text)
  const memoryMb = readNumber(hardware['memory'])
  const cpu = mapCpu(inventory.sections.cpus ?? [], hardware)
  const value: Hardware = present({
    manufacturer: told(bios['smanufacturer']) ?? told(bios['mmanufacturer']),
    model: told(bios['smodel']) ?? told(bios['mmodel']),
    serial: told(bios['ssn']) ?? told(bios['msn']),
    uuid: told(hardware['uuid']),
    chassis: chassisOf(hardware),
    cpu,
    memoryMb: memoryMb === 0 ? undefined : memoryMb,
    disks: mapDisks(inventory.sections.storages),
    volumes: mapVolumes(look, inventory.sections.drives),
    biosDate: readDay(bios['bdate'], 'month-first'),
    battery: inventory.sections.batteries ? true : undefined,
  })
  if (Object.keys(value).length === 0) return undefined
  const gaps: Gaps = {}
  for (const field of ['manufacturer', 'model', 'serial', 'uuid', 'chassis', 'cpu', 'memoryMb', 'disks', 'volumes', 'biosDate'] as const)
    if (value[field] === undefined) gaps[field] = notInFile
  return seen(look, ['bios', 'hardware', 'cpus', 'drives', 'storages'], value, gaps, ['disks', 'volumes'])
}

/** Serial number of the machine; of its mainboard where the maker wrote none. */
export function serialOf({inventory}: Pick<Look, 'inventory'>): string | undefined {
  const bios = first(inventory, 'bios')
  return bios['ssn'] ?? bios['msn']
}

function chassisOf(hardware: Entry): Hardware['chassis'] | undefined {
  const virtual = hardware['vmsystem']
  if (virtual !== undefined && !/^physical$/i.test(virtual)) return /^(?:docker|lxc|podman|openvz)/i.test(virtual) ? 'container' : 'vm'
  const kind = hardware['chassis_type']
  if (kind === undefined || /^unknown$/i.test(kind)) return undefined
  if (laptops.test(kind)) return 'laptop'
  if (desktops.test(kind)) return 'desktop'
  return servers.test(kind) ? 'server' : 'other'
}

function mapCpu(cpus: readonly Entry[], hardware: Entry): Hardware['cpu'] | undefined {
  const model = cpus[0]?.['name'] ?? hardware['processort']
  if (model === undefined) return undefined
  const cores = cpus.map((cpu) => readNumber(cpu['core'] ?? cpu['corecount']))
  const known = cores.length > 0 && cores.every((count) => count !== undefined)
  return {model, ...(known ? {cores: cores.reduce<number>((sum, count) => sum + (count ?? 0), 0)} : {})}
}

function mapDisks(storages: readonly Entry[] | undefined): Hardware['disks'] | undefined {
  const disks = storages?.flatMap((disk): NonNullable<Hardware['disks']> => {
    const size = readNumber(disk['disksize'])
    const name = disk['name'] ?? disk['model']
    // Optical drives and card readers have no size.
    if (size === undefined || size === 0 || name === undefined) return []
    return [{name, kind: diskKind(disk), sizeGb: Math.round(size / 100) / 10, ...present({model: disk['model']})}]
  })
  return disks && disks.length > 0 ? disks : undefined
}

function diskKind(disk: Entry): NonNullable<Hardware['disks']>[number]['kind'] {
  const words = `${disk['name'] ?? ''} ${disk['model'] ?? ''} ${disk['type'] ?? ''} ${disk['description'] ?? ''}`
  if (/nvme/i.test(words)) return 'nvme'
  if (/^usb$/i.test(disk['interface'] ?? disk['description'] ?? '')) return 'usb'
  if (/\bssd\b|solid state/i.test(words)) return 'ssd'
  if (/\b(?:vmware|vbox|qemu|virtual)\b/i.test(words)) return 'virtual'
  return /\bhdd\b/i.test(words) ? 'hdd' : 'other'
}

/** A volume that a person can fill up: with a size, on a medium of this machine. */
function mapVolumes(look: Look, drives: readonly Entry[] | undefined): Hardware['volumes'] | undefined {
  const volumes = drives?.flatMap((drive): NonNullable<Hardware['volumes']> => {
    const total = readNumber(drive['total'])
    const free = readNumber(drive['free'])
    const mount = mountOf(drive)
    const fs = drive['filesystem'] ?? ''
    // Of a drive that only says whether it is encrypted nothing is lost here.
    if (total === undefined && drive['encrypt_status'] !== undefined) return []
    if (total === undefined || total === 0 || free === undefined || free > total || mount === undefined || !localFileSystems.test(fs)) {
      look.tally.drop(noVolume)
      return []
    }
    const toGb = (mb: number) => Math.round((mb / 1024) * 10) / 10
    return [{mount, fs: fs.toLowerCase(), sizeGb: toGb(total), freeGb: toGb(free), freePercent: Math.round((free / total) * 1000) / 10}]
  })
  return volumes && volumes.length > 0 ? volumes : undefined
}

/** Where a volume is reached: a letter on Windows, a path elsewhere. */
export function mountOf(drive: Entry): string | undefined {
  const path = drive['letter'] ?? drive['type']
  return path === undefined || path === 'Local Disk' ? (drive['volumn'] ?? drive['label']) : path
}

const noVolume = {
  vi: 'Ổ đĩa không có dung lượng, hoặc không phải ổ đĩa trên máy (mạng, CD, hệ thống tệp ảo)',
  en: 'Drives without a size, or that are no volume of the machine (network, CD, virtual file systems)',
}
