import type {Hardware} from '../../model/facts/hardware.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {measureVolumes} from '../linux/volumes.ts'
import {readDmiText, readDmiUuid} from '../parse/dmi.ts'
import {parseIoreg} from '../parse/ioreg.ts'
import type {Probe} from '../probe.ts'

const source = 'sysctl; ioreg IOPlatformExpertDevice; df -kP'

/** Hardware of a Mac, best effort: sysctl for processor and memory, the I/O registry for names. */
export async function collectDarwinHardware(probe: Probe): Promise<Collected<'hardware'>> {
  const [sysctl, ioreg, volumes, load] = await Promise.all([
    probe.run('sysctl', ['hw.model', 'hw.memsize', 'hw.physicalcpu', 'machdep.cpu.brand_string', 'kern.hv_vmm_present']),
    probe.run('ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']),
    measureVolumes(probe, [{mount: '/System/Volumes/Data', fs: 'apfs'}]),
    probe.measureLoad(),
  ])
  if (!sysctl.ok) return {...sysctl, source}
  if (!volumes.ok) return {...volumes, source}
  const values = new Map(
    sysctl.value.stdout.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2).trim()]),
  )
  const cores = Number(values.get('hw.physicalcpu'))
  const memory = Number(values.get('hw.memsize'))
  if (!(cores > 0) || !(memory > 0)) return {ok: false, reason: 'error', detail: 'sysctl told no processor or memory', source}
  const registry = parseIoreg(ioreg.ok ? ioreg.value.stdout : '')
  const serial = readDmiText(registry.get('IOPlatformSerialNumber') ?? '')
  const uuid = readDmiUuid(registry.get('IOPlatformUUID') ?? '')
  const model = values.get('hw.model') || undefined
  const notSeen = (detail: string) => ({reason: 'not-supported', detail}) as const
  const gaps: Gaps = {
    ...(load.ok ? {} : {'cpu.loadPercent': gapFor(load)}),
    memoryFreePercent: notSeen('macOS tells no such figure in one look'),
    disks: notSeen('not read on macOS'),
    biosDate: notSeen('not read on macOS'),
    tpm: notSeen('Macs have a Secure Enclave instead'),
  }
  for (const [field, seen] of Object.entries({serial, uuid}))
    if (!seen) gaps[field] = ioreg.ok ? {reason: 'error', detail: `ioreg told no ${field}`} : gapFor(ioreg)
  const virtual = values.get('kern.hv_vmm_present') === '1' || /^VirtualMac|^VMware|^Parallels/i.test(model ?? '')
  const portable = /^MacBook/.test(model ?? '')
  // Since 2021 models are called "Mac14,2" whether portable or not.
  if (!portable && /^Mac\d/.test(model ?? '')) gaps['battery'] = notSeen('the model name does not tell whether it is portable')
  const value: Hardware = {
    manufacturer: 'Apple',
    ...(model ? {model} : {}),
    ...(serial ? {serial} : {}),
    ...(uuid ? {uuid} : {}),
    chassis: virtual ? 'vm' : portable ? 'laptop' : /^(?:iMac|Macmini|MacPro)/.test(model ?? '') ? 'desktop' : 'other',
    cpu: {model: values.get('machdep.cpu.brand_string') || 'unknown', cores, ...(load.ok ? {loadPercent: load.value} : {})},
    memoryMb: Math.round(memory / 1024 / 1024),
    volumes: volumes.value,
    ...(gaps['battery'] ? {} : {battery: portable}),
  }
  return {ok: true, value, source, ...withGaps(gaps)}
}
