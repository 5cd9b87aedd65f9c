import {strToU8, zipSync} from 'fflate'
import {createScanPool} from '../../../../src/collect/site/personal-data/scan-pool.ts'
import {loadPersonalDataRules} from '../../../../src/content/load-personal-data-rules.ts'

// Run by hostile.test.ts in a process of its own, so that what it measures is its own.
const pool = createScanPool(loadPersonalDataRules(), {size: 1, timeoutMs: 40_000})

async function run(bytes: Uint8Array) {
  const started = performance.now()
  const outcome = await pool.run(
    {bytes, key: new Uint8Array(32), thisYear: 2026, limits: {softMs: 30_000}},
    {transfer: [bytes.buffer as ArrayBuffer]},
  )
  const ms = Math.round(performance.now() - started)
  if (!outcome.ok) return {persons: -1, notRead: [outcome.reason], ms}
  return {persons: outcome.value.findings.persons, notRead: outcome.value.notRead.map(({reason}) => reason), ms}
}

const line = new Uint8Array(100 * 1024 * 1024).fill(97)
line.set(strToU8(' CCCD: 089090718263 '), 77_000_000)
const first = await run(line)

const rows = Buffer.allocUnsafeSlow(20 * 1024 * 1024)
let at = rows.write('Họ và tên;Ngày sinh;CCCD\n')
for (let row = 0; at < rows.length - 60 && row < 1_000_000; row++)
  at += rows.write(row % 1000 === 7 ? `Lê Văn Thử;1/2/1990;089090${100_000 + (row % 800_000)}\n` : `dòng ${row}\n`, at)
const second = await run(new Uint8Array(rows.buffer, 0, at).slice())

const third = await run(
  zipSync({'xl/workbook.xml': strToU8('<workbook/>'), 'xl/sharedStrings.xml': new Uint8Array(60 * 1024 * 1024).fill(32)}, {level: 6}),
)
await pool.close()
const bare = ({persons, notRead}: {persons: number; notRead: string[]}) => ({persons, notRead})
console.log(
  JSON.stringify({
    line: bare(first),
    rows: second,
    bomb: bare(third),
    times: [first.ms, second.ms, third.ms],
    rss: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
)
