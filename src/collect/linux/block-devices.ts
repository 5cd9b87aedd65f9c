import {parseDmUuid} from '../parse/dm-uuid.ts'
import type {Probe} from '../probe.ts'

export type Encrypted = {known: true; encrypted: boolean; method?: string} | {known: false; detail: string}

export interface BlockDevices {
  /** By "254:0", or by a path of /dev for file systems without a device number of their own. */
  encryption: (device: string) => Encrypted
  /** Device names of a path or number: "dm-0". */
  nameOf: (device: string) => string | undefined
  /** Some mapping on this machine encrypts. */
  anyEncrypted: boolean
}

interface Block {
  name: string
  number: string
  mapper: string | undefined
  method: string | undefined
  slaves: string[]
}

const depthLimit = 10

/** Block devices of /sys/class/block with what they are made of; loop and RAM disks are left out. Undefined: /sys shows none. */
export async function readBlockDevices(probe: Probe): Promise<BlockDevices | undefined> {
  const names = await probe.list('/sys/class/block')
  if (!names.ok) return undefined
  const blocks = await Promise.all(names.value.filter((name) => !/^(loop|ram|sr|fd)\d+/.test(name)).map((name) => readBlock(probe, name)))
  const byName = new Map(blocks.map((block) => [block.name, block]))
  const nameOf = (device: string) => {
    if (/^\d+:\d+$/.test(device)) return blocks.find((block) => block.number === device)?.name
    const mapper = /^\/dev\/mapper\/(.+)$/.exec(device)?.[1]
    if (mapper) return blocks.find((block) => block.mapper === mapper)?.name
    // The kernel writes "/" in device names as "!": /dev/cciss/c0d0 is cciss!c0d0.
    const name = device.startsWith('/dev/') ? device.slice('/dev/'.length).replaceAll('/', '!') : device
    return byName.has(name) ? name : undefined
  }
  return {
    nameOf,
    encryption: (device) => {
      const name = nameOf(device)
      return name === undefined ? {known: false, detail: `${device} is not a block device of /sys`} : encryptionOf(name, byName, 0)
    },
    anyEncrypted: blocks.some((block) => block.method !== undefined),
  }
}

async function readBlock(probe: Probe, name: string): Promise<Block> {
  const folder = `/sys/class/block/${name}`
  const mapped = name.startsWith('dm-')
  const [number, mapper, uuid, slaves] = await Promise.all([
    probe.readText(`${folder}/dev`),
    mapped ? probe.readText(`${folder}/dm/name`) : undefined,
    mapped ? probe.readText(`${folder}/dm/uuid`) : undefined,
    probe.list(`${folder}/slaves`),
  ])
  return {
    name,
    number: number.ok ? number.value.trim() : '',
    mapper: mapper?.ok ? mapper.value.trim() : undefined,
    method: uuid?.ok ? parseDmUuid(uuid.value) : undefined,
    slaves: slaves.ok ? slaves.value : [],
  }
}

/** A device is encrypted when it encrypts itself, or when everything that it lies on does (LVM or RAID on LUKS). */
function encryptionOf(name: string, blocks: ReadonlyMap<string, Block>, depth: number): Encrypted {
  const block = blocks.get(name)
  if (!block || depth > depthLimit) return {known: false, detail: `what ${name} is made of could not be seen`}
  if (block.method) return {known: true, encrypted: true, method: block.method}
  if (block.slaves.length === 0) return {known: true, encrypted: false}
  const below = block.slaves.map((slave) => encryptionOf(slave, blocks, depth + 1))
  const open = below.find((one) => one.known && !one.encrypted)
  return open ?? below.find((one) => !one.known) ?? below[0] ?? {known: true, encrypted: false}
}
