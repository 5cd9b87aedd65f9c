import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, expect, it} from 'vitest'
import {createScanPool} from '../../../../src/collect/site/personal-data/scan-pool.ts'
import {docx, drawRows, html, htmlTable, pdf, utf8, wordTable, xlsx, zip} from './fixtures.ts'
import {people, secretsOf} from './people.ts'
import {key, rawRules} from './scan.ts'

const all = people(20, 8)
const rows = [['Họ và tên', 'Ngày sinh', 'Số CCCD', 'SĐT'], ...all.map((p) => [p.name, p.day, p.cccd, p.phone])]
const recorded = people(400, 97)
const pool = createScanPool(rawRules, {size: 1, timeoutMs: 4000})
afterAll(() => pool.close())

const samples: [string, () => Uint8Array | Promise<Uint8Array>][] = [
  ['html', () => html(htmlTable(rows))],
  ['pdf', () => pdf((document) => drawRows(document, rows))],
  ['docx', () => docx(wordTable(rows))],
  ['xlsx', () => xlsx([{name: 'S', rows}])],
  ['zip', () => zip({'a.csv': rows.map((row) => row.join(',')).join('\n')})],
  ['json', () => utf8(JSON.stringify(all.map((p) => ({hoTen: p.name, cccd: p.cccd}))))],
  ['xls', () => new Uint8Array(readFileSync(join(import.meta.dirname, '../../../recorded/site/invented-people.xls'))).slice()],
]

/** Bytes changed, cut and repeated at places drawn from a fixed seed. */
function mutate(bytes: Uint8Array, seed: number): Uint8Array {
  let state = seed * 7919 + 1
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
  const changed = Uint8Array.from(bytes)
  for (let times = 1 + next(30); times > 0; times--) changed[next(changed.length)] = next(256)
  if (seed % 5 === 0) return changed.slice(0, next(changed.length))
  if (seed % 7 === 0) changed.copyWithin(next(changed.length), next(changed.length), changed.length)
  return changed
}

it.each(samples)('a damaged %s gives an answer that holds no number', async (_, sample) => {
  const bytes = await sample()
  for (let seed = 1; seed <= 40; seed++) {
    const given = mutate(bytes, seed)
    const outcome = await pool.run({bytes: given, key, thisYear: 2026, limits: {softMs: 3000}}, {transfer: [given.buffer as ArrayBuffer]})
    const shown = JSON.stringify(outcome)
    for (const secret of secretsOf([...all, ...recorded])) expect(shown).not.toContain(secret)
    // A parser that throws something unforeseen is a fault of ours.
    expect(outcome.ok || outcome.reason === 'timeout').toBe(true)
  }
})
