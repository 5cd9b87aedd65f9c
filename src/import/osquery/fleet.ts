import type {Localized} from '../../model/text.ts'
import {createLook, type InventoryTables} from '../agent-inventory/look.ts'
import {mapEndpoint} from '../agent-inventory/map-endpoint.ts'
import type {ImportedTarget, Importer} from '../importer.ts'
import type {JsonPath} from '../json/plan.ts'
import {readJson} from '../json/read-json.ts'
import {nameOfFile} from '../name-of-file.ts'
import {createTally, type Tally} from '../tally.ts'
import {addMachine, addProgram, addSystem, type Row, readRow, startHost} from './host-records.ts'

/** Answers of a Fleet server: one host, a list of hosts, or the programs of one host. */
export function createFleet(tables: InventoryTables): Importer {
  return {
    format: 'fleet-json',
    title: {vi: 'Kết quả của máy chủ Fleet (JSON)', en: 'Answer of a Fleet server (JSON)'},
    recognises: (head) =>
      /^\s*\{/.test(head) &&
      ((/"hosts?"\s*:\s*[[{]/.test(head) && /"(?:osquery_version|hardware_serial|detail_updated_at)"\s*:/.test(head)) ||
        (/"software"\s*:\s*\[/.test(head) && /"source"\s*:/.test(head) && /"(?:vulnerabilities|installed_versions|count)"\s*:/.test(head))),
    read: async (source, emit) => {
      const tally = createTally()
      const ready: ImportedTarget[] = []
      const programs: Row[] = []
      let read = 0
      let counted: number | undefined
      const enterHost = (value: unknown) => {
        const {target, entries} = mapHost(value, tables, tally)
        read += entries
        if (target) ready.push(target)
      }
      const flush = async () => {
        for (const target of ready.splice(0)) await emit(target)
      }
      const take = ([first]: JsonPath, value: unknown) => {
        if (first === 'count') counted = typeof value === 'number' ? value : undefined
        else if (first === 'software') programs.push(readRow(value))
        else enterHost(value)
      }
      const broken = await readJson(source, {step, take, flush})
      const short: Localized | undefined =
        counted !== undefined && programs.length > 0 && programs.length < counted ? page(programs.length, counted) : undefined
      const incomplete = broken ?? short
      if (programs.length > 0) {
        read += programs.length
        const target = mapPrograms(nameOfFile(source.name), programs, incomplete, tables, tally)
        if (target) await emit(target)
      }
      return {read, mapped: read - tally.total(), dropped: tally.list(), ...(incomplete ? {incomplete} : {})}
    },
  }
}

function step([first, second]: JsonPath) {
  if (first === undefined) return 'enter'
  if (first === 'host' || first === 'count') return 'take'
  if (first !== 'hosts' && first !== 'software') return 'skip'
  return second === undefined ? 'enter' : 'take'
}

/** A host as Fleet tells it. Times: of its details, or of its programs where these are older. */
function mapHost(value: unknown, tables: InventoryTables, tally: Tally): {target: ImportedTarget | undefined; entries: number} {
  const host = readRow(value)
  const software = (value as {software?: unknown} | null)?.software
  const list = Array.isArray(software) ? software.slice(0, 50_000) : []
  const times = [host['detail_updated_at'], list.length > 0 ? host['software_updated_at'] : undefined].flatMap((text) => {
    const time = Date.parse(text ?? '')
    return Number.isNaN(time) ? [] : [time]
  })
  const inventory = startHost(host['uuid'] ?? host['hostname'], times.length > 0 ? Math.min(...times) : undefined)
  addMachine(inventory, host)
  const system = systemOf(host)
  if (system) addSystem(inventory, system)
  for (const program of list) addProgram(inventory, readRow(program))
  const network = {mac: host['primary_mac'], ipaddress: host['primary_ip']}
  const entries = 1 + list.length
  const own = createTally()
  const target = mapEndpoint(createLook(inventory, 'Fleet', tables, own))
  if (!target) {
    tally.drop(noHost, entries)
    return {target, entries}
  }
  for (const {reason, count} of own.list()) tally.drop(reason, count)
  if (network.mac !== undefined) target.identity.macs.push(network.mac.slice(0, 50))
  if (network.ipaddress !== undefined) target.identity.addresses.push(network.ipaddress.slice(0, 60))
  return {target, entries}
}

/** "Microsoft Windows 11 Pro 24H2 10.0.26100.4061": the number at the end is the version. */
function systemOf({os_version, platform, build}: Row): Row | undefined {
  if (os_version === undefined) return undefined
  const kind: Row = platform === undefined ? {} : {platform}
  const full = / (\d+\.\d+\.\d{4,}(?:\.\d+)?)$/.exec(os_version)
  if (platform !== 'windows' || (!full && build === undefined)) return {name: os_version, ...kind}
  return {name: full ? os_version.slice(0, full.index) : os_version, version: full?.[1] ?? String(build), ...kind}
}

/** A list of programs that does not say whose it is: the file bears the name of the machine. */
function mapPrograms(
  name: string,
  programs: readonly Row[],
  incomplete: Localized | undefined,
  tables: InventoryTables,
  tally: Tally,
): ImportedTarget | undefined {
  const inventory = startHost(undefined, undefined)
  inventory.incomplete = incomplete
  for (const program of programs) addProgram(inventory, program)
  inventory.sections.hardware = [{name}]
  const target = mapEndpoint(createLook(inventory, 'Fleet', tables, tally))
  // A name that a person gave to a file is no name in the network.
  return target && {...target, identity: {macs: [], addresses: []}}
}

function page(shown: number, all: number): Localized {
  return {
    vi: `Tệp chỉ có ${shown} trên ${all} phần mềm (một trang kết quả)`,
    en: `The file holds ${shown} of ${all} programs (one page of the answer)`,
  }
}

const noHost = {vi: 'Máy không có tên hoặc không có thông tin', en: 'Hosts without a name or any facts'}
