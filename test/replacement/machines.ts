import type {Hardware} from '../../src/model/facts/hardware.ts'
import type {Os} from '../../src/model/facts/os.ts'
import type {EndpointFactSet, Snapshot} from '../../src/model/snapshot.ts'

const at = '2026-12-10T02:00:00.000Z'
const seen = <T>(value: T) => ({ok: true as const, value, source: 'test', at})

export interface Machine {
  os?: Partial<Os>
  hardware?: Partial<Hardware> | null
  boot?: 'uefi' | 'bios'
  antivirus?: string[]
  /** Names and versions of installed programs; absent: not seen. */
  programs?: [string, string][]
}

/** A Windows PC that meets Windows 11 and runs a supported version, changed as wished. */
export function factsOf({os, hardware, boot = 'uefi', antivirus = ['Microsoft Defender'], programs}: Machine): EndpointFactSet {
  return {
    os: seen({
      family: 'windows',
      name: 'Windows 11 Pro 25H2',
      product: 'windows',
      version: '10.0.26200',
      cycle: '11-25h2-w',
      arch: 'x64',
      hostname: 'pc',
      ...os,
    }),
    ...(hardware === null
      ? {}
      : {
          hardware: seen({
            manufacturer: 'Dell Inc.',
            model: 'OptiPlex 3080',
            chassis: 'desktop' as const,
            cpu: {model: 'Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz', cores: 6},
            memoryMb: 8100,
            disks: [{name: 'C', kind: 'ssd' as const, sizeGb: 256}],
            volumes: [],
            tpm: {present: true, version: '2.0'},
            ...hardware,
          }),
        }),
    boot: seen({mode: boot}),
    antivirus: seen({products: antivirus.map((name) => ({name, running: true}))}),
    ...(programs
      ? {
          software: seen({
            items: programs.map(([name, version]) => ({name, version, source: 'registry' as const})),
            managers: ['registry'],
            unversioned: [],
            nameless: 0,
          }),
        }
      : {}),
  }
}

export function snapshotOf(id: string, name: string, machine: Machine): Snapshot {
  return {
    schema: 'stp-sec/snapshot/1',
    target: {kind: 'endpoint', id, name},
    collectedAt: at,
    tool: {name: 'stp-sec', version: '0.1.0'},
    facts: factsOf(machine),
  }
}

export const windows10: Partial<Os> = {name: 'Windows 10 Pro 22H2', version: '10.0.19045', cycle: '10-22h2-w'}
export const windows7: Partial<Os> = {name: 'Windows 7 Professional SP1', version: '6.1.7601', cycle: '7-sp1'}
