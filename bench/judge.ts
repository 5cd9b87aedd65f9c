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

/** Judges many snapshots with all checks, beside JSON.parse of the very same lines. Streamed: one snapshot in memory. */
export async function run(): Promise<void> {
  const content = loadContent()
  const uses: CheckUse[] = [...content.checks.values()].map(({check}) => ({
    key: check.id,
    check: check.id,
    params: check.params,
    maxFactAgeDays: 35,
  }))
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  try {
    const file = join(folder, 'snapshots.ndjson')
    writeSnapshots(file, 1000, await collectThisMachine(new Date(`${day}T02:00:00Z`)))
    const ratios: number[] = []
    const memory: Record<number, number> = {}
    for (const total of [1000, 10_000, 10_000, 10_000]) {
      const {parseMs, judgeMs, rss, outcomes} = await judgeMany(file, total, content, uses)
      memory[total] = rss
      if (total === 10_000) ratios.push(judgeMs / parseMs)
      console.log(
        `judge ${total}: parse ${parseMs.toFixed(0)} ms, judge ${judgeMs.toFixed(0)} ms (${uses.length} checks), RSS ${mib(rss)} MB, outcomes ${outcomes}`,
      )
    }
    console.log(
      `judge: ratio to JSON.parse ${median(ratios).toFixed(2)} (limit 1), RSS at 1,000 ${mib(memory[1000] ?? 0)} MB, at 10,000 ${mib(memory[10_000] ?? 0)} MB`,
    )
  } finally {
    rmSync(folder, {recursive: true})
  }
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

async function judgeMany(file: string, total: number, content: ReturnType<typeof loadContent>, uses: CheckUse[]) {
  let parseMs = 0
  let judgeMs = 0
  let outcomes = 0
  let done = 0
  while (done < total) {
    for await (const line of createInterface({input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY})) {
      if (done++ >= total) break
      const begun = performance.now()
      const snapshot = JSON.parse(line) as Snapshot
      const parsed = performance.now()
      outcomes += judgeTarget(content.checks, uses, {id: snapshot.target.id, facts: snapshot.facts}, day).size
      judgeMs += performance.now() - parsed
      parseMs += parsed - begun
    }
  }
  return {parseMs, judgeMs, rss: process.memoryUsage().rss, outcomes}
}

if (import.meta.main) await run()
