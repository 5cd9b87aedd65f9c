import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

export function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0)
}

export interface Command {
  name: string
  program: string
  args: string[]
  /** Exit codes that mean "ran". */
  codes?: number[]
  env?: Record<string, string>
}

export interface Timing {
  name: string
  ms: number
  rssMb: number
  /** Of the process and its threads: other work on the machine hardly changes it. */
  cpuMs: number
}

/** True when a program can be found, so that a bench of a peer can say it was left out. */
/** Says and tells whether a bench must be left out for want of a program. */
export function lacks(bench: string, programs: readonly string[]): boolean {
  const missing = programs.filter((program) => !isInstalled(program))
  if (missing.length > 0) console.log(`${bench}: left out, not installed: ${missing.join(', ')}`)
  return missing.length > 0
}

export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0
}

/** Runs commands in turn, round after round, so that what else the machine does hits all alike; medians of wall time and peak memory. */
export function compare(commands: Command[], rounds: number): Timing[] {
  const times = commands.map(() => ({ms: [] as number[], rss: [] as number[], cpu: [] as number[]}))
  for (let round = 0; round < rounds; round++)
    for (const [index, command] of commands.entries()) {
      const {ms, rssMb, cpuMs} = timeOne(command)
      times[index]?.ms.push(ms)
      times[index]?.rss.push(rssMb)
      times[index]?.cpu.push(cpuMs)
    }
  return commands.map((command, index) => ({
    name: command.name,
    ms: median(times[index]?.ms ?? []),
    rssMb: median(times[index]?.rss ?? []),
    cpuMs: median(times[index]?.cpu ?? []),
  }))
}

/** GNU time tells the peak memory of a child; where it is missing only the time is measured. */
function timeOne({name, program, args, codes = [0], env}: Command): {ms: number; rssMb: number; cpuMs: number} {
  const output = `/tmp/stp-sec-bench-time-${process.pid}`
  const gnuTime = isInstalled('/usr/bin/time')
  const [file, real] = gnuTime ? ['/usr/bin/time', ['-f', '%M %U %S', '-o', output, program, ...args]] : [program, args]
  const begun = performance.now()
  const {status, stderr} = spawnSync(file, real, {stdio: ['ignore', 'ignore', 'pipe'], env: {...process.env, ...env}})
  const ms = performance.now() - begun
  if (status === null || !codes.includes(status)) throw new Error(`${name} ended with ${status}: ${stderr.toString().slice(0, 300)}`)
  if (!gnuTime) return {ms, rssMb: Number.NaN, cpuMs: Number.NaN}
  const [kib = Number.NaN, user = 0, system = 0] = readFileSync(output, 'utf8').trim().split('\n').at(-1)?.split(' ').map(Number) ?? []
  return {ms, rssMb: kib / 1024, cpuMs: (user + system) * 1000}
}

export function printTable(timings: Timing[], base: string): void {
  const reference = timings.find((timing) => timing.name === base)?.ms ?? Number.NaN
  for (const {name, ms, rssMb, cpuMs} of timings)
    console.log(
      `  ${name.padEnd(44)} ${ms.toFixed(0).padStart(7)} ms  ${cpuMs.toFixed(0).padStart(6)} CPU-ms  ${rssMb.toFixed(0).padStart(4)} MB  x${(ms / reference).toFixed(2)}`,
    )
}
