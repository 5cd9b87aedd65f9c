import {addMonths} from '../lib/dates.ts'
import type {Device} from '../model/register.ts'
import type {ReplacementRules, SeenDevice, Shortfall} from '../model/replacement.ts'
import type {EndpointFactSet} from '../model/snapshot.ts'

/** What a condition sees of a device; nothing is ever absent: "" and 0 stand for what nobody has seen. */
export interface DeviceView {
  kind: string
  status: string
  /** Family of the operating system. */
  os: string
  support: 'ended' | 'ending' | 'supported' | 'unknown' | ''
  /** `upgrade`: only memory or disk is short. */
  windows11: 'yes' | 'upgrade' | 'no' | ''
  disk: 'hdd' | 'ssd' | ''
  memoryMb: number
  antivirus: 'running' | 'none' | ''
  /** Whole years in use. */
  age: number
}

export const viewFields = {
  kind: 'string',
  status: 'string',
  os: 'string',
  support: 'string',
  windows11: 'string',
  disk: 'string',
  memoryMb: 'double',
  antivirus: 'string',
  age: 'double',
} as const satisfies Record<keyof DeviceView, 'string' | 'double'>

export function viewOf(
  device: Device | undefined,
  seen: SeenDevice | undefined,
  on: string,
  rules: ReplacementRules,
): {view: DeviceView; shortfalls: Shortfall[]} {
  const {os, hardware, antivirus} = seen?.facts ?? {}
  const family = os?.ok ? os.value.family : ''
  const runs11 = os?.ok === true && os.value.product === 'windows' && (os.value.cycle ?? '').startsWith('11-')
  const {windows11, shortfalls} = runs11
    ? {windows11: 'yes' as const, shortfalls: []}
    : readiness(seen?.facts, device?.purchasedYear, rules.windows11)
  const kinds = hardware?.ok ? (hardware.value.disks ?? []).map(({kind}) => kind) : []
  return {
    view: {
      kind: device?.kind ?? '',
      status: device?.status ?? '',
      os: family,
      support: seen ? supportOf(seen.supportEnds, on, rules.endingMonths) : '',
      windows11: family === 'windows' ? windows11 : '',
      disk: kinds.some((kind) => kind === 'ssd' || kind === 'nvme') ? 'ssd' : kinds.includes('hdd') ? 'hdd' : '',
      memoryMb: (hardware?.ok ? hardware.value.memoryMb : undefined) ?? 0,
      antivirus: antivirus?.ok ? (antivirus.value.products.some(({running}) => running) ? 'running' : 'none') : '',
      age: device?.purchasedYear === undefined ? 0 : Math.max(0, Number(on.slice(0, 4)) - device.purchasedYear),
    },
    shortfalls,
  }
}

function supportOf(ends: string | undefined, on: string, endingMonths: number): DeviceView['support'] {
  if (ends === undefined) return 'unknown'
  if (ends < on) return 'ended'
  return ends <= addMonths(on, endingMonths) ? 'ending' : 'supported'
}

/** One condition that fails is proof; "yes" needs every one of them seen. */
function readiness(
  facts: EndpointFactSet | undefined,
  purchasedYear: number | undefined,
  needs: ReplacementRules['windows11'],
): {windows11: DeviceView['windows11']; shortfalls: Shortfall[]} {
  const {hardware, boot} = facts ?? {}
  if (!hardware?.ok) return {windows11: '', shortfalls: []}
  const {memoryMb, cpu, disks = [], tpm} = hardware.value
  const sizes = disks.filter(({kind}) => kind !== 'usb').map(({sizeGb}) => sizeGb)
  const tpmMajor = tpm?.present ? Number.parseInt(tpm.version ?? '', 10) : Number.NaN
  const judged: [Shortfall, boolean | undefined][] = [
    ['memory', memoryMb === undefined ? undefined : memoryMb >= needs.memoryMb],
    ['disk', sizes.length === 0 ? undefined : Math.max(...sizes) >= needs.diskGb],
    ['cores', cpu?.cores === undefined ? undefined : cpu.cores >= needs.cores],
    ['processor', cpu === undefined ? undefined : !isOldProcessor(cpu.model, purchasedYear, needs)],
    ['tpm', Number.isNaN(tpmMajor) ? undefined : tpmMajor >= needs.tpmMajor],
    ['secure-boot', boot?.ok && boot.value.mode === 'uefi' ? true : undefined],
  ]
  const shortfalls = judged.flatMap(([name, met]) => (met === false ? [name] : []))
  if (shortfalls.length > 0)
    return {windows11: shortfalls.every((name) => name === 'memory' || name === 'disk') ? 'upgrade' : 'no', shortfalls}
  return {windows11: judged.every(([, met]) => met === true) ? 'yes' : '', shortfalls}
}

function isOldProcessor(model: string, purchasedYear: number | undefined, needs: ReplacementRules['windows11']): boolean {
  if (purchasedYear !== undefined && purchasedYear < needs.cpuSinceYear) return true
  return needs.cpus.some(({pattern, below}) => {
    const generation = Number.parseInt(new RegExp(pattern).exec(model)?.[1] ?? '', 10)
    return !Number.isNaN(generation) && generation < below
  })
}
