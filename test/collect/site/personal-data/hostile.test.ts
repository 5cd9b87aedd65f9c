import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {strToU8, zipSync} from 'fflate'
import {afterAll, describe, expect, it} from 'vitest'
import {createScanPool} from '../../../../src/collect/site/personal-data/scan-pool.ts'
import {docx, html, paragraph, pdf, utf8, xlsx, zip} from './fixtures.ts'
import {people} from './people.ts'
import {countOf, key, rawRules, scan} from './scan.ts'

const [one] = people(1) as [ReturnType<typeof people>[0]]
const label = `CCCD: ${one.cccd}`
const pool = createScanPool(rawRules, {size: 1, timeoutMs: 6000})
afterAll(() => pool.close())

const inThread = (bytes: Uint8Array, limits = {softMs: 4000}) => {
  const own = Uint8Array.from(bytes)
  return pool.run({bytes: own, key, thisYear: 2026, limits}, {transfer: [own.buffer]})
}

/** Makes an archive declare that it unpacks to ten bytes. */
function lie(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 46 < bytes.length; at++) {
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
  }
  return bytes
}

/** A PDF of hand-written objects. */
function rawPdf(objects: readonly string[]): Uint8Array {
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')
  return utf8(`%PDF-1.7\n${body}trailer << /Root 1 0 R /Size ${objects.length + 1} >>\nstartxref\n0\n%%EOF`)
}

const page = '/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]'
const bomb = new Uint8Array(60 * 1024 * 1024).fill(32)
bomb.set(strToU8('<sst>'))
const sheetBomb = () => zipSync({'xl/workbook.xml': strToU8('<workbook/>'), 'xl/sharedStrings.xml': bomb}, {level: 6})
const laughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>`

const refused: [what: string, bytes: () => Uint8Array, reason: RegExp][] = [
  ['a workbook that unpacks to 60 MB', sheetBomb, /inflated-too-big/],
  ['one that lies about it', () => lie(sheetBomb()), /inflated-too-big/],
  [
    'an archive of many bombs that each stay below',
    () => zip(Object.fromEntries(Array.from({length: 40}, (_, i) => [`${i}.txt`, bomb.subarray(5, 1_900_000)]))),
    /inflated-too-big/,
  ],
  ['entities in Word', () => docx('', {'word/document.xml': laughs}), /forbidden-xml/],
  ['entities in XML', () => utf8(laughs), /forbidden-xml/],
  ['an outside entity', () => utf8('<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a>&x;</a>'), /forbidden-xml/],
  ['XML of a hundred thousand levels', () => utf8(`<?xml version="1.0"?>${'<a>'.repeat(100_000)}`), /damaged/],
  ['JSON of a million levels', () => utf8('['.repeat(1_000_000)), /damaged/],
  [
    'a directory that claims 65,000 files',
    () => {
      const bytes = zip({'a.txt': 'x'})
      new DataView(bytes.buffer).setUint16(bytes.length - 12, 65_000, true)
      return bytes
    },
    /too-many-parts/,
  ],
  [
    'a PDF whose pages contain themselves',
    () => rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>']),
    /damaged|too-many-pages|too-slow/,
  ],
  [
    'a PDF with a length that points at itself',
    () =>
      rawPdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        `<< ${page} /Contents 4 0 R >>`,
        '<< /Length 4 0 R >>\nstream\nBT ET\nendstream',
      ]),
    /^$|damaged|scanned-page/,
  ],
  [
    'a PDF that claims a billion pages',
    () => rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 1000000000 >>']),
    /too-many-pages|damaged|too-slow/,
  ],
  [
    'a compound file whose chain is a loop',
    () => {
      const bytes = new Uint8Array(512 * 6)
      bytes.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'))
      const view = new DataView(bytes.buffer)
      view.setUint16(24, 0x3e, true)
      view.setUint16(26, 3, true)
      view.setUint16(28, 0xfffe, true)
      view.setUint16(30, 9, true)
      view.setUint16(32, 6, true)
      view.setUint32(44, 1, true)
      for (let at = 76; at < 512; at += 4) view.setUint32(at, 0, true)
      for (let at = 512; at < 1024; at += 4) view.setUint32(at, 1, true)
      return bytes
    },
    /damaged|format/,
  ],
]

describe('hostile files are refused, with a reason, in time', () => {
  it.each(refused)('%s', async (_, bytes, reason) => {
    const started = performance.now()
    const outcome = await inThread(bytes())
    expect(performance.now() - started).toBeLessThan(7000)
    const reasons = outcome.ok ? outcome.value.notRead.map((one) => one.reason).join(' ') : outcome.reason
    expect(reasons).toMatch(reason)
  })

  it('a form of PDF that draws itself ends', async () => {
    const bytes = rawPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< ${page} /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>`,
      '<< /Length 5 >>\nstream\n/F Do\nendstream',
      '<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /F 5 0 R >> >> /Length 11 >>\nstream\n/F Do /F Do\nendstream',
    ])
    const outcome = await inThread(bytes)
    expect(outcome.ok ? outcome.value.findings.persons : outcome.reason).toSatisfy(
      (value) => value === 0 || value === 'timeout' || value === 'memory',
    )
  })

  it('a page of a hundred thousand pieces of text is read', async () => {
    const bytes = await pdf((document) => {
      for (let line = 0; line < 3000; line++) document.text(`${line} ${label}`, 40, 40 + (line % 700), {lineBreak: false})
    })
    const outcome = await inThread(bytes)
    expect(outcome.ok && countOf(outcome.value, 'cccd')).toBe(1)
  })

  it('names that climb out of the archive are names only', async () => {
    const outcome = await inThread(zip({'../../../../tmp/stp-sec-climbed.txt': label, 'C:\\Windows\\x.txt': 'x', '/etc/cron.d/x': 'x'}))
    expect(outcome.ok && countOf(outcome.value, 'cccd')).toBe(1)
    const {existsSync} = await import('node:fs')
    expect(existsSync('/tmp/stp-sec-climbed.txt')).toBe(false)
  })

  it('what was read before a fault is kept', async () => {
    const outcome = await inThread(
      docx(paragraph(label), {'word/header1.xml': laughs, 'word/footer1.xml': '<?xml version="1.0"?><w:ftr><w:p>'}),
    )
    expect(outcome.ok && countOf(outcome.value, 'cccd')).toBe(1)
    expect(outcome.ok && outcome.value.notRead.map(({reason}) => reason)).toEqual(['forbidden-xml', 'damaged'])
  })

  it('far columns do not fill memory', async () => {
    const rows = Array.from(
      {length: 20_000},
      (_, index) => `<row r="${index + 1}"><c r="XFD${index + 1}" t="inlineStr"><is><t>${index === 9 ? label : 'x'}</t></is></c></row>`,
    ).join('')
    const bytes = xlsx([{name: 'a', rows: []}], {
      parts: {'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`},
    })
    const outcome = await inThread(bytes)
    expect(outcome.ok && countOf(outcome.value, 'cccd')).toBe(1)
  })
})

/** Texts made to bring a careless pattern to its knees: twice the length may take about twice the time. */
const traps: [what: string, unit: string][] = [
  ['digits and spaces', '1 '],
  ['digits and dots', '12.'],
  ['one endless number', '7'],
  ['capital letters', 'A'],
  ['capital words', 'Nguyễn '],
  ['names without end', 'Nguyễn Văn An '],
  ['days', '1/1/1990/'],
  ['labels', 'CCCD số '],
  ['labels without spaces', 'CCCD'],
  ['addresses of mail', 'a.a@'],
  ['dashes', '0-'],
  ['marks', 'a\u0301'],
  ['cards', 'GD4'],
  ['old fonts', '®µ¸'],
  ['open tags', '<td><table><tr>'],
  ['open comments', '<!--'],
  ['quotes', '","'],
  ['valid numbers', `${one.cccd} `],
]

describe('no text takes more than its length', () => {
  it.each(traps)('%s', async (_, unit) => {
    for (const wrap of [(text: string) => utf8(text), (text: string) => html(`<p>${text}</p>`)]) {
      const time = async (size: number) => {
        const bytes = wrap(unit.repeat(Math.ceil(size / unit.length)))
        // Of this process alone: what else runs on the machine must not matter.
        const before = process.cpuUsage()
        await scan(bytes, {limits: {softMs: 60_000}})
        const {user, system} = process.cpuUsage(before)
        return (user + system) / 1000
      }
      await time(20_000)
      const short = await time(80_000)
      const long = await time(320_000)
      expect(long).toBeLessThan(Math.max(short * 10, 400))
    }
  })
})

it('100 MB in one line, a million rows and a bomb stay within memory', () => {
  const {status, stdout, stderr} = spawnSync(process.execPath, [join(import.meta.dirname, 'memory-child.ts')], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  const seen = JSON.parse(stdout) as {line: unknown; rows: {persons: number; ms: number}; bomb: unknown; rss: number; inputs: number}
  expect(seen.line).toEqual({persons: 1, notRead: []})
  expect(seen.rows.persons).toBeGreaterThan(0)
  expect(seen.bomb).toEqual({persons: 0, notRead: ['inflated-too-big']})
  // Two copies of the longest input (one moves to the thread), the thread's own 256 MB, and Node.
  expect(seen.rss).toBeLessThan(600)
})
