import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {loadContent} from '../src/content/content.ts'
import {loadIdentityRules} from '../src/content/load-identity-rules.ts'
import {loadWindowsEditions} from '../src/content/load-windows-editions.ts'
import {createGlpiJson} from '../src/import/agent-inventory/glpi-json.ts'
import {openSource} from '../src/import/open-source.ts'
import {headText} from '../src/import/text.ts'
import {median, mib} from './measure.ts'

const programs = 250

interface Imported {
  ms: number
  parseMs: number
  peakRss: number
  liveHeap: number
  mapped: number
}

/** 10,000 GLPI files of 250 programs each: time linear in the number of files, memory flat; beside reading and JSON.parse alone. */
export function run(): void {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  try {
    writeFiles(folder, 10_000)
    const results: Record<number, Imported[]> = {}
    for (const total of [1000, 10_000, 1000, 10_000, 1000, 10_000]) {
      const result = inChild(folder, total)
      results[total] = [...(results[total] ?? []), result]
      console.log(
        `import-glpi ${total}: ${result.ms.toFixed(0)} ms (${(result.ms / total).toFixed(2)} ms a file), JSON.parse alone ${result.parseMs.toFixed(0)} ms, peak RSS ${mib(result.peakRss)} MB, live heap ${mib(result.liveHeap)} MB, ${result.mapped} entries mapped`,
      )
    }
    const middle = (total: number, of: (result: Imported) => number) => median((results[total] ?? []).map(of))
    const perFile = (total: number) => middle(total, ({ms}) => ms / total)
    console.log(
      `import-glpi: time a file at 10,000 / at 1,000 = ${(perFile(10_000) / perFile(1000)).toFixed(2)}, live heap ${mib(middle(10_000, ({liveHeap}) => liveHeap))} / ${mib(middle(1000, ({liveHeap}) => liveHeap))} MB, ratio to JSON.parse ${middle(10_000, ({ms, parseMs}) => ms / parseMs).toFixed(2)}`,
    )
  } finally {
    rmSync(folder, {recursive: true})
  }
}

function inChild(folder: string, total: number): Imported {
  const {stdout, stderr} = spawnSync(process.execPath, ['--expose-gc', import.meta.filename, folder, String(total)])
  if (stdout.length === 0) throw new Error(stderr.toString())
  return JSON.parse(stdout.toString())
}

function writeFiles(folder: string, count: number): void {
  for (let index = 0; index < count; index++) {
    if (index % 1000 === 0) mkdirSync(join(folder, String(index / 1000)))
    const serial = String(index).padStart(5, '0')
    const content = {
      accesslog: {logdate: '2026-11-20 08:30:00'},
      bios: {smanufacturer: 'Dell Inc.', smodel: 'OptiPlex 7080', ssn: `SN${serial}`, bdate: '2021-03-04'},
      hardware: {
        name: `PC-${serial}`,
        uuid: `4c4c4544-0042-3510-8048-0000000${serial}`,
        memory: 8192,
        chassis_type: 'Desktop',
        vmsystem: 'Physical',
      },
      operatingsystem: {full_name: 'Microsoft Windows 11 Pro', kernel_version: '10.0.26100', timezone: {name: 'ICT', offset: '+0700'}},
      networks: [
        {
          description: 'Ethernet',
          type: 'ethernet',
          status: 'up',
          mac: `a4:bb:6d:0${serial[0]}:${serial.slice(1, 3)}:${serial.slice(3)}`,
          ipaddress: '10.1.2.12',
        },
      ],
      processes: Array.from({length: 100}, (_, process) => ({
        cmd: `C:\\Windows\\System32\\svchost.exe -k ${process}`,
        pid: process,
        user: 'SYSTEM',
      })),
      softwares: Array.from({length: programs}, (_, program) => ({
        name: `Phần mềm số ${program}`,
        version: `${program}.${index % 7}.0`,
        publisher: 'Công ty TNHH',
        from: 'registry',
        arch: 'x86_64',
        install_date: '2025-02-03',
      })),
    }
    const file = {action: 'inventory', deviceid: `PC-${serial}-2026-01-05-08-00-00`, itemtype: 'Computer', content}
    writeFileSync(join(folder, String(Math.floor(index / 1000)), `${serial}.json`), JSON.stringify(file))
  }
}

function filesOf(folder: string, total: number): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((part) => readdirSync(join(folder, part)).map((name) => join(folder, part, name)))
    .slice(0, total)
}

async function importMany(folder: string, total: number): Promise<Imported> {
  const importer = createGlpiJson({
    lifecycle: loadContent().lifecycle,
    editions: loadWindowsEditions(),
    junk: loadIdentityRules().junk,
  })
  const files = filesOf(folder, total)
  let parseMs = performance.now()
  for (const file of files) JSON.parse(readFileSync(file, 'utf8'))
  parseMs = performance.now() - parseMs
  let mapped = 0
  let seen = 0
  const begun = performance.now()
  for (const file of files) {
    const source = await openSource(file)
    if (!importer.recognises(headText(source.head), source)) throw new Error(`${file} is not recognised`)
    const outcome = await importer.read(source, (target) => {
      if (target.kind === 'endpoint' && target.facts.software?.ok) seen += target.facts.software.value.items.length
    })
    mapped += outcome.mapped
  }
  const ms = performance.now() - begun
  if (seen !== total * programs) throw new Error(`${seen} programs instead of ${total * programs}`)
  const peakRss = process.resourceUsage().maxRSS * 1024
  globalThis.gc?.()
  return {ms, parseMs, peakRss, liveHeap: process.memoryUsage().heapUsed, mapped}
}

const [folder, total] = process.argv.slice(2)
if (import.meta.main && folder !== undefined && total !== undefined) console.log(JSON.stringify(await importMany(folder, Number(total))))
else if (import.meta.main) run()
