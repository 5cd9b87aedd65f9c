import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import CFB from 'cfb'
import {describe, expect, it} from 'vitest'
import {docx, drawRows, html, htmlTable, paragraph, pdf, png, utf8, wordTable, xlsx, zip} from './fixtures.ts'
import {people, secretsOf} from './people.ts'
import {countOf, scan} from './scan.ts'

const five = people(5)
const [one, two] = five as [(typeof five)[0], (typeof five)[0]]
const head = ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Số CCCD', 'Địa chỉ']
const rows = [head, ...five.map((person, index) => [`${index + 1}`, person.name, person.day, person.sex, person.cccd, person.address])]
const sheet = {name: 'DS', rows}
const cover = {name: 'Bìa', rows: [['Kế hoạch năm 2026']]}
const label = `CCCD: ${one.cccd}`
const xml = (root: string, content: string) => `<?xml version="1.0"?><${root}>${content}</${root}>`

/** Each place of each format where a number can hide, and how many persons must come out. */
const found: [what: string, bytes: () => Uint8Array | Promise<Uint8Array>, format: string, persons: number][] = [
  ['a table of HTML', () => html(htmlTable(rows)), 'html', 5],
  [
    'HTML with spans in its heading',
    () =>
      html(
        `<table><tr><th rowspan=2>TT<th rowspan=2>Họ tên<th colspan=2>Năm sinh<th rowspan=2>Số CCCD</tr><tr><th>Nam<th>Nữ</tr>${five.map((p, i) => `<tr><td>${i}<td>${p.name}<td>${p.sex === 'Nam' ? p.year : ''}<td>${p.sex === 'Nữ' ? p.year : ''}<td>${p.cccd}</tr>`).join('')}</table>`,
      ),
    'html',
    5,
  ],
  ['an attribute', () => html(`<img src="a.jpg" alt="Ảnh thẻ căn cước ${one.cccd}">`), 'html', 1],
  ['a data attribute', () => html(`<a data-cccd="CCCD ${one.cccd}">xem</a>`), 'html', 1],
  ['a comment', () => html(`<p>Tin</p><!-- ${one.name}, ${label} -->`), 'html', 1],
  ['a script', () => html(`<script>var ds=[{"hoTen":"${one.name}","soCCCD":"${one.cccd}"}]</script>`), 'html', 1],
  ['text that HTML hides', () => html(`<div style="display:none">${label}</div>`), 'html', 1],
  ['a number split over HTML elements', () => html(`<p>Số CCCD: <b>${one.cccd.slice(0, 5)}</b>${one.cccd.slice(5)}</p>`), 'html', 1],
  ['a label in the cell before', () => html(`<table><tr><td>Số căn cước</td><td>${one.cccd}</td></tr></table>`), 'html', 1],
  ['a label in the block before', () => html(`<dl><dt>Số định danh cá nhân</dt><dd>${one.cccd}</dd></dl>`), 'html', 1],
  ['lines of PDF', () => pdf((document) => drawRows(document, rows)), 'pdf', 5],
  ['PDF text under a black box', () => pdf((document) => document.text(label, 50, 50).rect(40, 40, 300, 30).fill('black')), 'pdf', 1],
  ['white PDF text', () => pdf((document) => document.fillColor('white').text(label, 50, 50)), 'pdf', 1],
  [
    'a note in PDF',
    () =>
      pdf((document) =>
        document.text('Thông báo về việc niêm yết danh sách công khai tại trụ sở').note(50, 50, 30, 30, `${one.name} ${label}`),
      ),
    'pdf',
    1,
  ],
  ['a table of Word', () => docx(wordTable(rows)), 'docx', 5],
  [
    'runs of Word',
    () => docx(paragraph('Ông ', one.name, ', số CC', 'CD ', one.cccd.slice(0, 4), one.cccd.slice(4, 7), one.cccd.slice(7))),
    'docx',
    1,
  ],
  [
    'text struck out in Word',
    () =>
      docx(
        `<w:p><w:r><w:t>Số CCCD: </w:t></w:r><w:del><w:r><w:delText>${one.cccd}</w:delText></w:r></w:del><w:ins><w:r><w:t>(đã che)</w:t></w:r></w:ins></w:p>`,
      ),
    'docx',
    1,
  ],
  ['a header of Word', () => docx(paragraph('x'), {'word/header1.xml': paragraph(label)}), 'docx', 1],
  ['a footer of Word', () => docx(paragraph('x'), {'word/footer2.xml': paragraph(label)}), 'docx', 1],
  ['a comment of Word', () => docx(paragraph('x'), {'word/comments.xml': paragraph(label)}), 'docx', 1],
  ['a footnote of Word', () => docx(paragraph('x'), {'word/footnotes.xml': paragraph(label)}), 'docx', 1],
  [
    'a text box of Word',
    () => docx(`<w:p><w:r><w:t>Ngoài</w:t><w:pict><w:txbxContent>${paragraph(label)}</w:txbxContent></w:pict></w:r></w:p>`),
    'docx',
    1,
  ],
  ['a chart of Word', () => docx(paragraph('x'), {'word/charts/chart1.xml': xml('c:chart', `<c:v>${label}</c:v>`)}), 'docx', 1],
  ['a workbook inside Word', () => docx(paragraph('x'), {'word/embeddings/Microsoft_Excel_Sheet.xlsx': xlsx([sheet])}), 'docx', 5],
  ['a sheet', () => xlsx([sheet]), 'xlsx', 5],
  ['inline strings', () => xlsx([{...sheet, inline: true}]), 'xlsx', 5],
  ['a hidden sheet', () => xlsx([cover, {...sheet, state: 'hidden'}]), 'xlsx', 5],
  ['a very hidden sheet', () => xlsx([cover, {...sheet, state: 'veryHidden'}]), 'xlsx', 5],
  ['a hidden column', () => xlsx([{...sheet, hiddenColumns: [4]}]), 'xlsx', 5],
  ['hidden rows', () => xlsx([{...sheet, hiddenRows: [1, 2, 3, 4, 5]}]), 'xlsx', 5],
  [
    'numbers that lost their zero',
    () => xlsx([{name: 'a', rows: [head, ...five.map((p, i) => [i, p.name, p.day, p.sex, Number(p.cccd)])]}]),
    'xlsx',
    5,
  ],
  [
    'a sheet that the workbook forgot',
    () =>
      xlsx([cover], {
        parts: {
          'xl/worksheets/sheet9.xml': xml(
            'worksheet',
            `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${label}</t></is></c></row></sheetData>`,
          ),
        },
      }),
    'xlsx',
    1,
  ],
  ['a defined name', () => xlsx([cover], {names: {cccd: `"${one.cccd}"`}}), 'xlsx', 1],
  [
    'a comment of Excel',
    () =>
      xlsx([cover], {
        parts: {
          'xl/comments1.xml': xml(
            'comments',
            `<commentList><comment><text><r><t>Số CCCD ${one.cccd.slice(0, 6)}</t></r><r><t>${one.cccd.slice(6)}</t></r></text></comment></commentList>`,
          ),
        },
      }),
    'xlsx',
    1,
  ],
  [
    'a drawing of Excel',
    () => xlsx([cover], {parts: {'xl/drawings/drawing1.xml': xml('xdr:wsDr', `<a:p><a:r><a:t>${label}</a:t></a:r></a:p>`)}}),
    'xlsx',
    1,
  ],
  [
    'pivot data',
    () =>
      xlsx([cover], {
        parts: {
          'xl/pivotCache/pivotCacheDefinition1.xml': xml(
            'pivotCacheDefinition',
            `<cacheFields><cacheField name="Họ và tên"><sharedItems>${five.map((p) => `<s v="${p.name}"/>`).join('')}</sharedItems></cacheField><cacheField name="Số CCCD"><sharedItems/></cacheField></cacheFields>`,
          ),
          'xl/pivotCache/pivotCacheRecords1.xml': xml(
            'pivotCacheRecords',
            five.map((p, i) => `<r><x v="${i}"/><s v="${p.cccd}"/></r>`).join(''),
          ),
        },
      }),
    'xlsx',
    5,
  ],
  [
    'a copy of another workbook',
    () =>
      xlsx([cover], {
        parts: {
          'xl/externalLinks/externalLink1.xml': xml(
            'externalLink',
            `<externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1" t="str"><v>Họ tên</v></cell><cell r="B1" t="str"><v>CCCD</v></cell></row>${five.map((p, i) => `<row r="${i + 2}"><cell r="A${i + 2}"><v>${p.name}</v></cell><cell r="B${i + 2}"><v>${p.cccd}</v></cell></row>`).join('')}</sheetData></sheetDataSet></externalBook>`,
          ),
        },
      }),
    'xlsx',
    5,
  ],
  ['CSV', () => utf8(rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n')), 'csv', 5],
  [
    'CSV with semicolons in UTF-16',
    () => new Uint8Array(Buffer.from(`\uFEFF${rows.map((row) => row.join(';')).join('\r\n')}`, 'utf16le')),
    'csv',
    5,
  ],
  ['text', () => utf8(`Biên bản làm việc\nÔng ${one.name}, sinh năm ${one.year}, ${label}\n`), 'text', 1],
  ['JSON', () => utf8(JSON.stringify({data: five.map((p) => ({ho_ten: p.name, so_cccd: p.cccd}))})), 'json', 5],
  ['JSON of lists', () => utf8(JSON.stringify({cccd: five.map((p) => p.cccd)})), 'json', 5],
  ['JSON that breaks off', () => utf8(JSON.stringify(five.map((p) => ({hoten: p.name, cccd: p.cccd}))).slice(0, -40)), 'json', 4],
  ['XML', () => utf8(xml('ds', five.map((p) => `<nguoi><hoTen>${p.name}</hoTen><soCCCD>${p.cccd}</soCCCD></nguoi>`).join(''))), 'xml', 5],
  ['ZIP', () => zip({'ds.xlsx': xlsx([sheet]), 'readme.txt': 'x'}), 'zip', 5],
  ['a file name in ZIP', () => zip({[`CCCD ${one.cccd}.txt`]: 'x'}), 'zip', 1],
  [
    'HTML called .xls',
    () => utf8(`<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>${htmlTable(rows)}</table></html>`),
    'html',
    5,
  ],
  [
    'Excel 2003 XML',
    () =>
      utf8(
        xml(
          'Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"',
          `<Worksheet ss:Name="A"><Table>${rows.map((row) => `<Row>${row.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`).join('')}</Table></Worksheet>`,
        ).replace(/<\/Workbook .*>$/, '</Workbook>'),
      ),
    'spreadsheetml',
    5,
  ],
  [
    'ODS',
    () =>
      zip({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': xml(
          'office:document-content',
          `<table:table table:name="T">${rows.map((row) => `<table:table-row>${row.map((cell) => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`).join('')}</table:table>`,
        ).replace('<office', '<office'),
      }),
    'ods',
    5,
  ],
  [
    'ODT',
    () =>
      zip({
        mimetype: 'application/vnd.oasis.opendocument.text',
        'content.xml': xml('office:document-content', `<text:p>${one.name}, ${label}</text:p>`),
      }),
    'odt',
    1,
  ],
]

describe('numbers are found wherever a format can keep them', () => {
  it.each(found)('%s', async (_, bytes, format, persons) => {
    const scanned = await scan(await bytes())
    expect(scanned.format).toBe(format)
    expect(countOf(scanned, 'cccd')).toBe(persons)
    const shown = JSON.stringify(scanned)
    for (const secret of [...secretsOf(five), ...five.map(({name}) => name)]) expect(shown).not.toContain(secret)
  })
})

describe('old encodings', () => {
  const tcvn3 = (text: string) => Buffer.from(text, 'latin1')
  it.each([
    [
      'windows-1258',
      Buffer.concat([
        Buffer.from('Ho\xf2 va\xcc t\xean;S\xf4\xec CCCD;Nga\xccy sinh\n', 'latin1'),
        Buffer.from(`Nguyen Van Thu;${one.cccd};${one.day}\n`),
      ]),
    ],
    ['TCVN3', Buffer.concat([tcvn3('Hä vµ tªn;Sè c¨n c\xadíc;Ngµy sinh\n'), Buffer.from(`Nguyen Van Thu;${one.cccd};${one.day}\n`)])],
    ['VNI', Buffer.concat([tcvn3('Hoï vaø teân;Soá caên cöôùc;Ngaøy sinh\n'), Buffer.from(`Nguyen Van Thu;${one.cccd};${one.day}\n`)])],
  ])('%s', async (_, bytes) => {
    const scanned = await scan(new Uint8Array(bytes))
    expect(countOf(scanned, 'cccd')).toBe(1)
    expect(scanned.findings.proofs).toContain('heading')
  })
})

describe('a workbook of Excel 97', () => {
  it('as LibreOffice writes it: hidden sheet, many strings, comment', async () => {
    const scanned = await scan(new Uint8Array(readFileSync(join(import.meta.dirname, '../../../recorded/site/invented-people.xls'))))
    expect(scanned.format).toBe('xls')
    expect(countOf(scanned, 'cccd')).toBe(400)
    expect(scanned.findings.places.map(({where}) => where.sheet)).toContain('An')
    expect(scanned.findings.places.find(({where}) => where.sheet === 'An')?.where.hidden).toBe(true)
    expect(scanned.findings.bulk).toBe(true)
  })

  it('another compound file is named, not read', async () => {
    const file = CFB.utils.cfb_new()
    CFB.utils.cfb_add(file, '/WordDocument', Buffer.from(label))
    const scanned = await scan(new Uint8Array(CFB.write(file, {type: 'buffer'})))
    expect(scanned).toMatchObject({format: 'doc', findings: {persons: 0}, notRead: [{reason: 'format'}]})
  })

  it('an encrypted office file is named', async () => {
    const file = CFB.utils.cfb_new()
    CFB.utils.cfb_add(file, '/EncryptedPackage', Buffer.from('x'))
    expect((await scan(new Uint8Array(CFB.write(file, {type: 'buffer'})))).notRead).toEqual([{reason: 'encrypted', count: 1}])
  })
})

describe('what cannot be read is said', () => {
  const scanner = png(600, 800)
  it.each([
    ['a scanned page', () => pdf((document) => document.image(scanner, 0, 0, {width: 500})), [{reason: 'scanned-page', count: 1}]],
    [
      'two scanned pages among text',
      () =>
        pdf((document) => {
          document.text(`Quyết định về việc phê duyệt danh sách. ${'Nội dung văn bản. '.repeat(20)}`)
          for (let page = 0; page < 2; page++) document.addPage().image(scanner, 0, 0, {width: 500})
        }),
      [{reason: 'scanned-page', count: 2}],
    ],
    [
      'a PDF with a password',
      () => pdf((document) => document.text(label), {userPassword: 'bi-mat', pdfVersion: '1.7'}),
      [{reason: 'encrypted', count: 1}],
    ],
    ['a damaged PDF', () => utf8('%PDF-1.7\nkhông có gì'), [{reason: 'damaged', count: 1}]],
    ['RTF', () => utf8(`{\\rtf1 ${label}}`), [{reason: 'format', count: 1}]],
    ['RAR', () => new Uint8Array(Buffer.from('526172211a0700cf907300', 'hex')), [{reason: 'format', count: 1}]],
    ['a picture', () => new Uint8Array(scanner), [{reason: 'image-only', count: 1}]],
    [
      'Word with pictures only',
      () => docx(paragraph(''), {'word/media/image1.png': new Uint8Array(scanner)}),
      [{reason: 'image-only', count: 1}],
    ],
    ['a cut ZIP', () => xlsx([sheet]).slice(0, 300), [{reason: 'damaged', count: 1}]],
    [
      'an archive in an archive',
      () => zip({'a.zip': zip({'b.zip': 'x'})}),
      [{reason: 'archive-in-archive', count: 1, where: {part: 'a.zip'}}],
    ],
    ['PowerPoint', () => zip({'ppt/presentation.xml': '<p/>'}), [{reason: 'format', count: 1}]],
    ['a binary', () => new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8]), [{reason: 'format', count: 1}]],
  ] as [string, () => Uint8Array | Promise<Uint8Array>, object[]][])('%s', async (_, bytes, notRead) => {
    const scanned = await scan(await bytes())
    expect(scanned.notRead).toEqual(notRead)
    expect(scanned.findings.persons).toBe(0)
  })

  it('a blank page of PDF is nothing to read', async () => {
    expect((await scan(await pdf((document) => document.addPage().text(' ')))).notRead).toEqual([])
  })

  it('fifty files of an archive are read, the rest counted', async () => {
    const files = Object.fromEntries(Array.from({length: 60}, (_, index) => [`${index}.txt`, index === 3 ? label : 'x']))
    const scanned = await scan(zip(files))
    expect(scanned.notRead).toEqual([{reason: 'too-many-parts', count: 10}])
    expect(countOf(scanned, 'cccd')).toBe(1)
  })
})

it('an owner password alone does not hide a PDF', async () => {
  const bytes = await pdf((document) => document.text(`Bà ${two.name}, CCCD ${two.cccd}`), {ownerPassword: 'x', pdfVersion: '1.7'})
  expect(countOf(await scan(bytes), 'cccd')).toBe(1)
})
