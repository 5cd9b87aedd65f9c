import type {Hardware} from '../../model/facts/hardware.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectDarwinHardware} from '../darwin/hardware.ts'
import {isContainer} from '../linux/container.ts'
import {readDisks} from '../linux/disks.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {localVolumes, measureVolumes} from '../linux/volumes.ts'
import {type CpuInfo, parseCpuInfo} from '../parse/cpuinfo.ts'
import {isVirtualMaker, readChassisType, readDmiDay, readDmiText, readDmiUuid} from '../parse/dmi.ts'
import {parseMeminfo} from '../parse/meminfo.ts'
import {parseMountinfo} from '../parse/mountinfo.ts'
import type {Probe, Seen} from '../probe.ts'

const source =
  '/sys/class/dmi/id; /proc/cpuinfo; /proc/meminfo; /sys/block; /proc/self/mountinfo; df -kP; /sys/class/tpm; /sys/class/power_supply'

async function collect(probe: Probe): Promise<Collected<'hardware'>> {
  return probe.platform === 'darwin' ? collectDarwinHardware(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'hardware'>> {
  const [container, limit, cpuText, memoryText, firmware, volumes, disks, tpm, battery, load] = await Promise.all([
    isContainer(probe),
    probe.readText('/sys/fs/cgroup/memory.max'),
    probe.readText('/proc/cpuinfo'),
    probe.readText('/proc/meminfo'),
    readFirmware(probe),
    readVolumes(probe),
    readDisks(probe),
    readTpm(probe),
    readBattery(probe),
    probe.measureLoad(),
  ])
  if (!cpuText.ok) return {...cpuText, source}
  if (!memoryText.ok) return {...memoryText, source}
  if (!volumes.ok) return {...volumes, source}
  const cpu = parseCpuInfo(cpuText.value)
  const memory = parseMeminfo(memoryText.value)
  const total = memory.get('MemTotal')
  if (!cpu.cores) return {ok: false, reason: 'error', detail: '/proc/cpuinfo shows no processor', source}
  if (!total) return {ok: false, reason: 'error', detail: '/proc/meminfo has no line MemTotal', source}

  const gaps: Gaps = load.ok ? {} : {'cpu.loadPercent': gapFor(load)}
  const allowed = container && limit.ok ? Number(limit.value.trim()) : Number.NaN
  const limited = allowed > 0 && allowed < total
  const available = limited ? undefined : memory.get('MemAvailable')
  if (limited)
    gaps['memoryFreePercent'] = {reason: 'not-supported', detail: 'the container has less memory than its host, whose figures /proc shows'}
  else if (available === undefined) gaps['memoryFreePercent'] = {reason: 'not-supported', detail: 'this kernel tells no MemAvailable'}
  const chassis = container ? 'container' : chassisOf(firmware, cpu)
  const host = {reason: 'not-supported', detail: 'belongs to the host of this container'} as const
  for (const field of ['manufacturer', 'model', 'serial', 'uuid', 'biosDate'] as const)
    if (container) gaps[field] = host
    else if (!firmware[field])
      gaps[field] = firmware.failures[field] ?? {reason: 'not-supported', detail: 'the firmware tells nothing usable'}
  if (container) for (const field of ['disks', 'tpm', 'battery']) gaps[field] = host
  else {
    if (!disks.ok) gaps['disks'] = gapFor(disks)
    if (!tpm.ok) gaps['tpm'] = gapFor(tpm)
    else if (tpm.value.present && !tpm.value.version)
      gaps['tpm.version'] = {reason: 'not-supported', detail: 'this kernel tells no tpm_version_major'}
    if (!battery.ok) gaps['battery'] = gapFor(battery)
  }
  const {manufacturer, model, serial, uuid, biosDate} = container ? ({} as Firmware) : firmware
  const value: Hardware = {
    ...(manufacturer ? {manufacturer} : {}),
    ...(model ? {model} : {}),
    ...(serial ? {serial} : {}),
    ...(uuid ? {uuid} : {}),
    chassis,
    cpu: {model: cpu.model ?? 'unknown', cores: cpu.cores, ...(load.ok ? {loadPercent: load.value} : {})},
    memoryMb: Math.round((limited ? allowed : total) / 1024 / 1024),
    ...(available === undefined ? {} : {memoryFreePercent: Math.round((available / total) * 1000) / 10}),
    ...(disks.ok && !container ? {disks: disks.value} : {}),
    volumes: volumes.value,
    ...(biosDate ? {biosDate} : {}),
    ...(tpm.ok && !container ? {tpm: tpm.value} : {}),
    ...(battery.ok && !container ? {battery: battery.value} : {}),
  }
  return {ok: true, value, source, ...withGaps(gaps)}
}

interface Firmware {
  manufacturer?: string
  model?: string
  serial?: string
  uuid?: string
  biosDate?: string
  chassisType?: string
  failures: Gaps
}

/** Names that the firmware gives: DMI tables on PCs, the device tree on small ARM boards. Serial and UUID are for root only. */
async function readFirmware(probe: Probe): Promise<Firmware> {
  const files = {
    manufacturer: 'sys_vendor',
    model: 'product_name',
    serial: 'product_serial',
    uuid: 'product_uuid',
    biosDate: 'bios_date',
    chassisType: 'chassis_type',
  } as const
  const firmware: Firmware = {failures: {}}
  const [board] = await Promise.all([
    probe.readText('/proc/device-tree/model'),
    ...Object.entries(files).map(async ([field, file]) => {
      const answer = await probe.readText(`/sys/class/dmi/id/${file}`)
      const words = answer.ok ? readField(file, answer.value) : undefined
      if (words) firmware[field as keyof typeof files] = words
      else if (!answer.ok) firmware.failures[field] = gapFor(answer)
    }),
  ])
  if (!firmware.model && board.ok) {
    const model = readDmiText(board.value)
    if (model) firmware.model = model
  }
  return firmware
}

function readField(file: string, text: string): string | undefined {
  if (file === 'product_uuid') return readDmiUuid(text)
  return file === 'bios_date' ? readDmiDay(text) : readDmiText(text)
}

function chassisOf(firmware: Firmware, cpu: CpuInfo): Hardware['chassis'] {
  if (cpu.hypervisor || isVirtualMaker(firmware.manufacturer, firmware.model)) return 'vm'
  return firmware.chassisType ? readChassisType(firmware.chassisType) : 'other'
}

async function readVolumes(probe: Probe): Promise<Seen<Hardware['volumes']>> {
  const mounts = await probe.readText('/proc/self/mountinfo')
  if (!mounts.ok) return mounts
  const parsed = parseMountinfo(mounts.value)
  if (parsed.length === 0) return {ok: false, reason: 'error', detail: '/proc/self/mountinfo shows no mount'}
  // A changed root (chroot) has no line of its own in the table.
  const hidden = parsed.some(({mount}) => mount === '/') ? [] : [{mount: '/', fs: 'unknown'}]
  return measureVolumes(probe, [...hidden, ...localVolumes(parsed)])
}

/** Without the folder this kernel has no TPM driver, so a chip could be there unseen. */
async function readTpm(probe: Probe): Promise<Seen<NonNullable<Hardware['tpm']>>> {
  const chips = await probe.list('/sys/class/tpm')
  if (!chips.ok) return chips
  const [chip] = chips.value
  if (chip === undefined) return {ok: true, value: {present: false}}
  const major = await probe.readText(`/sys/class/tpm/${chip}/tpm_version_major`)
  const version = major.ok ? {'1': '1.2', '2': '2.0'}[major.value.trim()] : undefined
  return {ok: true, value: {present: true, ...(version ? {version} : {})}}
}

/** Batteries of mice and headsets have the scope "Device" and do not make a machine portable. */
async function readBattery(probe: Probe): Promise<Seen<boolean>> {
  const supplies = await probe.list('/sys/class/power_supply')
  if (!supplies.ok) return supplies
  const batteries = await Promise.all(
    supplies.value.map(async (name) => {
      const [type, scope] = await Promise.all(['type', 'scope'].map((file) => probe.readText(`/sys/class/power_supply/${name}/${file}`)))
      return type?.ok === true && type.value.trim() === 'Battery' && !(scope?.ok && scope.value.trim() === 'Device')
    }),
  )
  return {ok: true, value: batteries.includes(true)}
}

/** What the machine is made of, and how much room is left on its volumes. */
export const hardwareCollector: Collector<'hardware'> = {fact: 'hardware', collect}
