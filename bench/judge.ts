import {spawnSync} from 'node:child_process'
import {closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {judgeTarget} from '../src/check/judge.ts'
import {loadContent} from '../src/content/content.ts'
import type {CheckUse} from '../src/grade/plan.ts'
import type {Snapshot} from '../src/model/snapshot.ts'
import {collectThisMachine} from '../src/pipeline.ts'
import {median, mib} from './measure.ts'

const day = '2026-12-14'

interface Judged {
  parseMs: number
  judgeMs: number
  rss: number
  heap: number
}

/** Judges many snapshots with all checks, beside JSON.parse of the very same lines. Streamed: one snapshot in memory; a process each. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  try {
    const file = join(folder, 'snapshots.ndjson')
    writeSnapshots(file, 1000, await collectThisMachine(new Date(`${day}T02:00:00Z`)))
    const ratios: number[] = []
    const memory: Record<number, Judged> = {}
    for (const total of [1000, 10_000, 10_000, 10_000]) {
      const judged = inChild(file, total)
      memory[total] = judged
      if (total === 10_000) ratios.push(judged.judgeMs / judged.parseMs)
      console.log(
        `judge ${total}: parse ${judged.parseMs.toFixed(0)} ms, judge ${judged.judgeMs.toFixed(0)} ms, RSS ${mib(judged.rss)} MB, live heap ${mib(judged.heap)} MB`,
      )
    }
    const live = (total: number) => mib(memory[total]?.heap ?? 0)
    console.log(
      `judge: ratio to JSON.parse ${median(ratios).toFixed(2)} (limit 1), live heap at 1,000 ${live(1000)} MB, at 10,000 ${live(10_000)} MB`,
    )
  } finally {
    rmSync(folder, {recursive: true})
  }
}

function inChild(file: string, total: number): Judged {
  const {stdout, stderr} = spawnSync(process.execPath, ['--expose-gc', import.meta.filename, file, String(total)])
  if (stdout.length === 0) throw new Error(stderr.toString())
  return JSON.parse(stdout.toString())
}

/** This machine's facts under other names, each with small differences, written line by line. */
function writeSnapshots(file: string, count: number, snapshot: Snapshot): void {
  const handle = openSync(file, 'w')
  for (let index = 0; index < count; index++) {
    const {passwordPolicy} = snapshot.facts
    if (passwordPolicy?.ok) passwordPolicy.value.minLength = 6 + (index % 12)
    writeSync(handle, `${JSON.stringify({...snapshot, target: {...snapshot.target, id: `pc-${index}`}})}\n`)
  }
  closeSync(handle)
}

async function judgeMany(file: string, total: number): Promise<Judged> {
  const content = loadContent()
  const uses: CheckUse[] = [...content.checks.values()].map(({check}) => ({
    key: check.id,
    check: check.id,
    target: check.target,
    params: check.params,
    maxFactAgeDays: 35,
  }))
  let parseMs = 0
  let judgeMs = 0
  let done = 0
  while (done < total) {
    for await (const line of createInterface({input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY})) {
      if (done++ >= total) break
      const begun = performance.now()
      const snapshot = JSON.parse(line) as Snapshot
      const parsed = performance.now()
      judgeTarget(content.checks, uses, {id: snapshot.target.id, facts: snapshot.facts}, day)
      judgeMs += performance.now() - parsed
      parseMs += parsed - begun
    }
  }
  const {rss} = process.memoryUsage()
  globalThis.gc?.()
  return {parseMs, judgeMs, rss, heap: process.memoryUsage().heapUsed}
}

const [file, total] = process.argv.slice(2)
if (import.meta.main && file !== undefined && total !== undefined) console.log(JSON.stringify(await judgeMany(file, Number(total))))
else if (import.meta.main) await run()
