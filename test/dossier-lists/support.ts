import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {readXlsx, writeXlsx} from 'hucre/xlsx'
import {loadListsWords} from '../../src/audit/dossier-lists.ts'
import {readListsFile, writeListsYaml} from '../../src/cli/lists-file.ts'
import {writeListsWorkbook} from '../../src/cli/lists-workbook.ts'
import {lintContent} from '../../src/content/content.ts'
import {createListsBuilder, type Inventory, type ListsOrder} from '../../src/dossier-lists/build-lists.ts'
import {compareLists} from '../../src/dossier-lists/compare-lists.ts'
import type {Difference} from '../../src/dossier-lists/drift.ts'
import {toSheets} from '../../src/dossier-lists/to-sheets.ts'
import type {Gap} from '../../src/model/fact.ts'
import type {EndpointFactName, EndpointFactValue} from '../../src/model/facts/index.ts'
import {type Snapshot, snapshot as schema} from '../../src/model/snapshot.ts'

export const at = '2026-12-10T02:00:00.000Z'
export const on = '2026-12-10'
export const words = loadListsWords()
export const {labels} = lintContent().words
export type Language = 'vi' | 'en'

interface Machine {
  id?: string
  name?: string
  at?: string
  os?: string
  version?: string
  serial?: string
  addresses?: string[]
  mac?: string
  software?: Partial<EndpointFactValue<'software'>['items'][number]>[]
  ports?: Partial<EndpointFactValue<'ports'>['listening'][number]>[]
  /** Facts that were not seen. */
  missing?: EndpointFactName[]
  gaps?: Partial<Record<EndpointFactName, Record<string, Gap>>>
}

/** A PC with a few facts; everything has a default, so that a test names only what it is about. */
export function machine(given: Machine = {}): Snapshot {
  const id = given.id ?? 'pc-1'
  const time = given.at ?? at
  const values = {
    os: {
      family: 'windows',
      name: given.os ?? 'Windows 11 Pro 25H2',
      product: 'windows',
      version: given.version ?? '10.0.26200',
      cycle: '11-25h2-w',
      build: 26200,
      ubr: 7171,
      arch: 'x64',
      hostname: 'pc',
    },
    hardware: {
      manufacturer: 'Dell Inc.',
      model: 'OptiPlex 7010',
      serial: given.serial ?? `SN-${id}`,
      chassis: 'desktop',
      cpu: {model: 'Intel', cores: 4},
      memoryMb: 8192,
      volumes: [],
    },
    software: {
      items: (given.software ?? [{name: 'UniKey', version: '4.6', publisher: 'Phạm Kim Long'}]).map((item) => ({
        name: 'x',
        version: '1',
        source: 'registry',
        ...item,
      })),
      managers: ['registry'],
      unversioned: [],
      nameless: 0,
    },
    ports: {
      listening: (given.ports ?? [{port: 135, process: 'svchost'}]).map((item) => ({
        protocol: 'tcp',
        address: '0.0.0.0',
        port: 1,
        loopback: false,
        ...item,
      })),
    },
    network: {
      interfaces: [
        {name: 'Ethernet', kind: 'ethernet', up: true, mac: given.mac ?? macOf(id), addresses: given.addresses ?? ['10.0.1.21', 'fe80::1']},
        {name: 'lo', kind: 'loopback', up: true, addresses: ['127.0.0.1']},
      ],
      dnsServers: [],
      dualHomed: false,
    },
  }
  const facts = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      given.missing?.includes(name as EndpointFactName)
        ? {ok: false, reason: 'no-rights', detail: `${name} was refused`, source: 'test', at: time}
        : {ok: true, value, source: 'test', at: time, ...(given.gaps?.[name as 'os'] ? {gaps: given.gaps[name as 'os']} : {})},
    ]),
  )
  return schema.parse({
    schema: 'stp-sec/snapshot/1',
    target: {kind: 'endpoint', id, name: given.name ?? id.toUpperCase()},
    collectedAt: time,
    tool: {name: 'stp-sec', version: '0.1.0'},
    facts,
  }) as Snapshot
}

function macOf(id: string): string {
  const number = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_536, 7)
  return `02:00:00:00:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 255).toString(16).padStart(2, '0')}`
}

interface Scope {
  networks?: string[]
  declared?: number
  /** Members of the register; those of the machines when absent. */
  members?: string[]
  on?: string
}

/** The lists of some machines; members without a machine have no facts. */
export function inventoryOf(machines: readonly Snapshot[], scope: Scope = {}): Inventory {
  const members = scope.members ?? machines.map(({target}) => target.id)
  const order: ListsOrder = {
    system: {
      id: 'lan',
      name: 'Mạng nội bộ',
      networks: scope.networks ?? ['10.0.1.0/24'],
      endpoints: {members, ...(scope.declared === undefined ? {} : {declared: scope.declared})},
    },
    on: scope.on ?? on,
    tool: 'stp-sec 0.1.0',
    sample: false,
    maxAgeDays: 35,
  }
  const builder = createListsBuilder(order)
  for (const id of members) {
    const found = machines.find(({target}) => target.id === id)
    if (found) builder.add(found, '2027-10-12')
    else builder.addAbsent(id)
  }
  return builder.finish()
}

export const folder = mkdtempSync(join(tmpdir(), 'stp-sec-lists-'))
let count = 0

export function save(bytes: Uint8Array | string, name = 'tep.xlsx'): string {
  const path = join(folder, `${count++}-${name}`)
  writeFileSync(path, bytes)
  return path
}

export function workbookOf({lists}: Inventory, language: Language = 'vi'): Promise<Uint8Array> {
  return writeListsWorkbook(toSheets(lists, words, labels, language), {title: words.title[language], on: lists.on})
}

type Rows = (string | number | boolean | Date | null)[][]

/** The workbook with rows changed by hand: `edit` gets the rows of the sheet of that name. */
export async function edited(bytes: Uint8Array, sheetName: string, edit: (rows: Rows) => void): Promise<Uint8Array> {
  const {sheets} = await readXlsx(bytes)
  for (const sheet of sheets) {
    // The empty rows that wait for entries.
    while (sheet.rows.at(-1)?.every((cell) => cell === null || cell === '')) sheet.rows.pop()
    if (sheet.name === sheetName) edit(sheet.rows as Rows)
  }
  return writeXlsx({sheets: sheets.map(({name, rows}) => ({name, rows: rows as Rows}))})
}

export function readSaved(bytes: Uint8Array | string, name?: string) {
  return readListsFile(save(bytes, name), words)
}

/** What differs between lists as approved, through a file, and as they are now. */
export async function driftBetween(approved: Inventory, now: Inventory, format: 'xlsx' | 'yaml' = 'xlsx'): Promise<Difference[]> {
  const bytes = format === 'xlsx' ? await workbookOf(approved) : writeListsYaml(approved.lists)
  const read = await readSaved(bytes, format === 'xlsx' ? 'a.xlsx' : 'a.yaml')
  return compareLists(read.approved, now).differences
}

export async function textOf(bytes: Uint8Array): Promise<Map<string, Rows>> {
  const {sheets} = await readXlsx(bytes)
  return new Map(sheets.map(({name, rows}) => [name, rows as Rows]))
}
