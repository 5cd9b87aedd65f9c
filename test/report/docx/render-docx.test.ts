import {strFromU8, unzipSync} from 'fflate'
import {describe, expect, it} from 'vitest'
import type {Block, ReportDocument} from '../../../src/report/document.ts'
import {renderDocx} from '../../../src/report/docx/render-docx.ts'
import {meta, sampleDocument} from '../pdf/sample-document.ts'

async function read(document: ReportDocument): Promise<Map<string, string>> {
  const chunks: Uint8Array[] = []
  await renderDocx(document, (chunk) => void chunks.push(chunk))
  return new Map(Object.entries(unzipSync(Buffer.concat(chunks))).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

async function body(...blocks: Block[]): Promise<string> {
  return (await read({meta, blocks})).get('word/document.xml') ?? ''
}

/** What is open at the end, or the first tag that closes another one: null when the XML is balanced. */
function imbalance(xml: string): string | null {
  const open: string[] = []
  for (const [, closes, name, rest] of xml.matchAll(/<(\/?)([\w:]+)([^<>]*)>/g)) {
    if (name === undefined || rest?.endsWith('/')) continue
    if (closes !== '/') open.push(name)
    else if (open.pop() !== name) return name
  }
  return open.at(-1) ?? null
}

const text = (xml: string) =>
  xml
    .replace(/<w:br\/>/g, '\n')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
const table: Block = {
  kind: 'table',
  columns: [
    {header: 'STT\n(1)', share: 1},
    {header: 'Tên', share: 4},
  ],
  rows: [[{runs: [{text: '1'}]}, {runs: [{text: 'Hệ thống mạng nội bộ'}], tone: 'bad'}], [{runs: [{text: 'Nhóm'}], span: 2}]],
}

describe('DOCX', () => {
  it('is a package with every part that it names, all balanced XML', async () => {
    const parts = await read(sampleDocument())
    const types = parts.get('[Content_Types].xml') ?? ''
    for (const [, name = ''] of types.matchAll(/PartName="\/([^"]+)"/g)) expect(parts.has(name)).toBe(true)
    for (const [, target = ''] of (parts.get('word/_rels/document.xml.rels') ?? '').matchAll(/Target="([^"]+)"/g))
      expect(parts.has(`word/${target}`)).toBe(true)
    for (const [name, xml] of parts) expect([name, imbalance(xml)]).toEqual([name, null])
  })

  it('follows NĐ 30: A4, margins 20/20/30/15 mm, Times New Roman 14, page number above and hidden on page 1', async () => {
    const parts = await read(sampleDocument())
    const xml = parts.get('word/document.xml') ?? ''
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"')
    expect(xml).toContain('<w:titlePg/>')
    expect(parts.get('word/styles.xml')).toContain('w:ascii="Times New Roman"')
    expect(parts.get('word/styles.xml')).toContain('<w:sz w:val="28"/>')
    expect(parts.get('word/header1.xml')).toContain(' PAGE ')
    expect(parts.get('word/header2.xml')).not.toContain('PAGE')
    expect(text(parts.get('word/footer1.xml') ?? '')).toContain(meta.footer)
  })

  it('repeats the header of a table, keeps rows whole, and stands a wide section on its side', async () => {
    const xml = await body(
      {kind: 'paragraph', runs: [{text: 'Trước'}]},
      {kind: 'section', orientation: 'landscape', restartNumbering: false},
      table,
    )
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1)
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(3)
    expect(xml).toContain('<w:gridSpan w:val="2"/>')
    expect(xml.indexOf('w:orient="landscape"')).toBeGreaterThan(xml.indexOf('Hệ thống mạng nội bộ'))
    expect(text(xml)).toContain('STT\n(1)\nTên\n1\nHệ thống mạng nội bộ\nNhóm\n')
  })

  it('puts the subject of a công văn below the number, without an empty title', async () => {
    const xml = await body({
      kind: 'letter-head',
      parent: 'Ủy ban nhân dân tỉnh An Giang',
      issuer: 'Sở Tư pháp',
      nationalTitle: 'Cộng hòa xã hội chủ nghĩa Việt Nam',
      motto: 'Độc lập - Tự do - Hạnh phúc',
      number: 'Số:      /STP\nV/v kết quả công tác\nan ninh mạng',
      placeAndDate: 'An Giang, ngày      tháng      năm 2026\n\u00a0\n\u00a0',
      typeName: '',
      subject: '',
    })
    expect(text(xml).trim().replace(/\n+/g, '|')).toBe(
      'ỦY BAN NHÂN DÂN|TỈNH AN GIANG|SỞ TƯ PHÁP|Số:      /STP|V/v kết quả công tác an ninh mạng|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|An Giang, ngày      tháng      năm 2026',
    )
  })

  it('writes hostile text as text', async () => {
    const xml = await body({kind: 'paragraph', runs: [{text: '</w:t><w:evil/>&amp;"\u0000\u0008\u202e\ufffe\ud800]]> Hồ\u0300 sơ'}]})
    expect(imbalance(xml)).toBeNull()
    expect(xml).toContain('&lt;/w:t&gt;&lt;w:evil/&gt;&amp;amp;&quot;')
    expect(xml).not.toMatch(/[\u0000-\u0008\u202e\ufffe]/)
    expect(xml).not.toContain('<w:evil')
  })

  it('has the day of the report as its date, and no other', async () => {
    const chunks: Uint8Array[] = []
    await renderDocx(sampleDocument(), (chunk) => void chunks.push(chunk))
    const core = strFromU8(unzipSync(Buffer.concat(chunks))['docProps/core.xml'] ?? new Uint8Array())
    expect(core.match(/\d{4}-\d{2}-\d{2}T[\d:]+Z/g)).toEqual(Array(2).fill(`${meta.date.toISOString().slice(0, 19)}Z`))
  })
})
