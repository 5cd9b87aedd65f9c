import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {snapshotSchema} from '../src/model/snapshot.ts'
import {median} from './measure.ts'

const total = 10_000
const root = join(import.meta.dirname, '..')

/** `endpoint list` on 10,000 PCs of 250 programs each, from its index; beside reading every document, as it would without one. */
export function run(): void {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  try {
    const data = join(folder, 'data')
    const command = (...args: string[]) =>
      execFileSync(process.execPath, [join(root, 'bin/run.js'), ...args, '--workspace', data], {stdio: 'pipe', maxBuffer: 64 * 1024 ** 2})
    command('init', '--sample')
    writeTargets(join(data, 'targets/endpoint'))
    const first = timed(() => command('endpoint', 'list'))
    const again = [1, 2, 3, 4, 5].map(() => timed(() => command('endpoint', 'list')))
    const json = [1, 2, 3].map(() => timed(() => command('endpoint', 'list', '--json')))
    const start = [1, 2, 3, 4, 5].map(() =>
      timed(() => execFileSync(process.execPath, [join(root, 'bin/run.js'), '--version'], {stdio: 'pipe'})),
    )
    const reading = timed(() => {
      const place = join(data, 'targets/endpoint')
      for (const name of readdirSync(place)) JSON.parse(readFileSync(join(place, name), 'utf8'))
    })
    console.log(
      `endpoint-list ${total}: ${median(again).toFixed(0)} ms (--json ${median(json).toFixed(0)} ms, bare start ${median(start).toFixed(0)} ms), without index ${first.toFixed(0)} ms; reading and parsing every document ${reading.toFixed(0)} ms; ratio ${(median(again) / reading).toFixed(2)}`,
    )
  } finally {
    rmSync(folder, {recursive: true})
  }
}

function timed(action: () => unknown): number {
  const begun = performance.now()
  action()
  return performance.now() - begun
}

function writeTargets(folder: string): void {
  mkdirSync(folder, {recursive: true})
  const at = '2026-11-20T01:00:00.000Z'
  const items = Array.from({length: 250}, (_, index) => ({
    name: `Phần mềm ${index}`,
    version: `1.${index}`,
    source: 'registry',
    scope: 'machine',
  }))
  const fact = (value: unknown) => ({ok: true, value, source: 'bench', at})
  for (let index = 0; index < total; index++) {
    const id = `pc-${index.toString(16).padStart(12, '0')}`
    const name = `STP-PC-${index}`
    const os = {
      family: 'windows',
      name: 'Microsoft Windows 11 Pro',
      product: 'windows',
      version: '10.0.26100',
      arch: 'x86_64',
      hostname: name,
    }
    const snapshot = {
      schema: snapshotSchema,
      target: {kind: 'endpoint', id, name},
      collectedAt: at,
      tool: {name: 'bench', version: '1'},
      facts: {os: fact(os), software: fact({items, managers: ['registry'], unversioned: [], nameless: 0})},
    }
    const identity = {
      serial: `SN${index}`,
      hostname: name,
      macs: [`d0:46:0c:${(index >> 8).toString(16).padStart(2, '0')}:${(index & 255).toString(16).padStart(2, '0')}:01`],
      addresses: [],
    }
    writeFileSync(
      join(folder, `${id}.json`),
      JSON.stringify({schema: 'stp-sec/target/1', firstSeenAt: at, lastSeenAt: at, snapshot, identity}),
    )
  }
}
