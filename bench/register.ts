import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Register} from '../src/model/register.ts'
import {compare, printTable} from './measure.ts'

const program = join(import.meta.dirname, '..', 'bin', 'run.js')
const systems = 200

/** Commands of the register on 200 systems, beside the program's bare start: each under 400 ms. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  const data = join(folder, 'data')
  try {
    const made = spawnSync(process.execPath, [program, 'init', '--sample', '--workspace', data])
    if (made.status !== 0) throw new Error(`init ended with ${made.status}: ${made.stderr}`)
    grow(join(data, 'register.json'))
    const command = (...args: string[]) => ({
      name: `stp-sec ${args.slice(0, 2).join(' ')}`,
      program: process.execPath,
      args: [program, ...args, '--workspace', data],
      codes: [0, 1],
    })
    const base = {name: 'stp-sec --version', program: process.execPath, args: [program, '--version']}
    const timings = compare(
      [
        base,
        command('system', 'list'),
        command('system', 'show', 'he-thong-100'),
        command('system', 'edit', 'he-thong-100', '--purpose', `lần ${Date.now()}`),
        command('system', 'check', 'he-thong-100'),
        command('document', 'list'),
        command('task', 'list'),
        command('calendar'),
        command('register', 'export', join(folder, 'so.yaml'), '--force'),
      ],
      7,
    )
    console.log(`register of ${systems} systems (each command under 400 ms):`)
    printTable(timings, base.name)
  } finally {
    rmSync(folder, {recursive: true})
  }
}

function grow(file: string): void {
  const own = JSON.parse(readFileSync(file, 'utf8')) as Register
  const [first] = own.systems
  if (!first) throw new Error('the sample has no system')
  const more = Array.from({length: systems - own.systems.length}, (_, index) => ({
    ...first,
    id: `he-thong-${index}`,
    name: `${first.name} ${index}`,
  }))
  writeFileSync(file, JSON.stringify({...own, systems: [...own.systems, ...more]}))
}
