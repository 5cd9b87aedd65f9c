import {present} from '../../lib/present.ts'
import type {Hardware} from '../../model/facts/hardware.ts'
import {type CimRow, cimBoolean, cimList, cimMoment, cimNumber, cimText} from '../cim.ts'
import {type Built, firstRow, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {parseSysteminfo} from '../parse/systeminfo.ts'
import {textOf} from '../registry.ts'

type Disk = NonNullable<Hardware['disks']>[number]

const bios = 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS'
const processorKey = 'HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0'
const giga = 1024 ** 3

/** Chassis types of SMBIOS (DSP0134, 7.4.1). */
const laptops = new Set([8, 9, 10, 11, 12, 14, 30, 31, 32])
const desktops = new Set([3, 4, 5, 6, 7, 13, 15, 16, 24, 35, 36])
const servers = new Set([17, 23, 25, 28])
/** Makers and models that programs for virtual machines name. */
const virtual = /vmware|virtualbox|virtual machine|kvm|qemu|xen|parallels|bochs|hvm domu/i

/** The machine itself. */
export function buildHardware(look: WindowsLook): Built<'hardware'> {
  const source = 'Win32_ComputerSystem, Win32_BIOS, Win32_LogicalDisk, MSFT_PhysicalDisk, Win32_Tpm, registry, systeminfo'
  const gaps: Gaps = {}
  const info = map(look.text('systeminfo.txt'), parseSysteminfo)
  const system = info.ok ? info.value : undefined
  const product = firstRow(look, 'Win32_ComputerSystemProduct')
  const computer = firstRow(look, 'Win32_ComputerSystem')
  const board = (name: string) => {
    const value = look.registry.read(bios, name)
    return value.ok ? textOf(value.value) : undefined
  }
  const own = (text: string | undefined) => (text === undefined || look.tables.isJunk(text) ? undefined : text)
  const manufacturer = own(cimText(computer, 'Manufacturer') ?? board('SystemManufacturer') ?? system?.manufacturer)
  const model = own(cimText(computer, 'Model') ?? cimText(product, 'Name') ?? board('SystemProductName') ?? system?.model)
  const processor = firstRow(look, 'Win32_Processor')
  const named = look.registry.read(processorKey, 'ProcessorNameString')
  const processorName = cimText(processor, 'Name') ?? (named.ok ? textOf(named.value) : undefined) ?? system?.processor
  const bytes = cimNumber(computer, 'TotalPhysicalMemory')
  const os = firstRow(look, 'Win32_OperatingSystem')
  const [total, free] = [cimNumber(os, 'TotalVisibleMemorySize'), cimNumber(os, 'FreePhysicalMemory')]
  const value: Hardware = present({
    manufacturer,
    model,
    serial: own(cimText(firstRow(look, 'Win32_BIOS'), 'SerialNumber') ?? cimText(product, 'IdentifyingNumber')),
    uuid: own(cimText(product, 'UUID')?.toLowerCase()),
    chassis: chassisOf(firstRow(look, 'Win32_SystemEnclosure'), `${manufacturer} ${model}`),
    cpu:
      processorName === undefined
        ? undefined
        : {
            model: processorName.replace(/\s+/g, ' '),
            ...present({cores: cimNumber(processor, 'NumberOfCores'), loadPercent: cimNumber(processor, 'LoadPercentage')}),
          },
    memoryMb: bytes === undefined ? system?.memoryMb : Math.round(bytes / 1024 ** 2),
    memoryFreePercent: total && free !== undefined ? Math.round((free / total) * 100) : undefined,
    disks: known(gaps, 'disks', readDisks(look)),
    volumes: known(gaps, 'volumes', map(look.cim('Win32_LogicalDisk'), readVolumes)),
    biosDate: cimMoment(firstRow(look, 'Win32_BIOS'), 'ReleaseDate')?.slice(0, 10) ?? board('BIOSReleaseDate'),
    tpm: known(gaps, 'tpm', map(look.cim('Win32_Tpm'), readTpm)),
    battery: known(
      gaps,
      'battery',
      map(look.cim('Win32_Battery'), (rows) => rows.length > 0),
    ),
  })
  if (Object.keys(value).length === 0) return {...unseen('not-collected', 'no program told anything of the machine'), source}
  return {ok: true, value, gaps, source}
}

function chassisOf(row: CimRow | undefined, name: string): Hardware['chassis'] | undefined {
  if (virtual.test(name)) return 'vm'
  const type = Number(cimList(row, 'ChassisTypes')[0])
  if (Number.isNaN(type)) return undefined
  if (laptops.has(type)) return 'laptop'
  if (desktops.has(type)) return 'desktop'
  return servers.has(type) ? 'server' : 'other'
}

/** MSFT_PhysicalDisk: MediaType 3 = HDD, 4 = SSD; BusType 7 = USB, 17 = NVMe, 14/15 = virtual. */
function readDisks(look: WindowsLook): Output<Disk[]> {
  const physical = look.cim('MSFT_PhysicalDisk')
  if (physical.ok && physical.value.length > 0)
    return map(physical, (rows) =>
      rows.map((row, index) => {
        const [bus, media] = [cimNumber(row, 'BusType'), cimNumber(row, 'MediaType')]
        const kind =
          bus === 17
            ? 'nvme'
            : bus === 7
              ? 'usb'
              : bus === 14 || bus === 15
                ? 'virtual'
                : media === 4
                  ? 'ssd'
                  : media === 3
                    ? 'hdd'
                    : 'other'
        return disk(row, `disk${cimText(row, 'DeviceId') ?? index}`, 'FriendlyName', kind)
      }),
    )
  return map(look.cim('Win32_DiskDrive'), (rows) =>
    rows.map((row, index) => disk(row, `disk${index}`, 'Model', /usb/i.test(cimText(row, 'InterfaceType') ?? '') ? 'usb' : 'other')),
  )
}

function disk(row: CimRow, name: string, modelField: string, kind: Disk['kind']): Disk {
  const model = cimText(row, modelField)
  return {name, kind, sizeGb: Math.round((cimNumber(row, 'Size') ?? 0) / giga), ...present({model})}
}

function readVolumes(rows: readonly CimRow[]): NonNullable<Hardware['volumes']> {
  return rows.flatMap((row) => {
    const [size, free, mount] = [cimNumber(row, 'Size'), cimNumber(row, 'FreeSpace'), cimText(row, 'DeviceID')]
    if (!size || free === undefined || mount === undefined) return []
    const round = (bytes: number) => Math.round((bytes / giga) * 10) / 10
    return [
      {
        mount,
        fs: cimText(row, 'FileSystem') ?? 'unknown',
        sizeGb: round(size),
        freeGb: round(free),
        freePercent: Math.round((free / size) * 100),
      },
    ]
  })
}

/** An empty list means that Windows has no TPM. */
function readTpm(rows: readonly CimRow[]): NonNullable<Hardware['tpm']> {
  const [row] = rows
  const version = cimText(row, 'SpecVersion')?.split(',')[0]?.trim()
  return {present: row !== undefined && cimBoolean(row, 'IsEnabled_InitialValue') !== false, ...present({version})}
}
