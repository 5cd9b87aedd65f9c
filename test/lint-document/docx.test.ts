import {strToU8, zipSync} from 'fflate'
import {describe, expect, it} from 'vitest'
import {readDocument} from '../../src/lint-document/read-document.ts'
import type {Segment} from '../../src/lint-document/text-blocks.ts'
import {brief, documentXml, docx, docxOf, lintBytes, paragraph, part} from './support.ts'

const lint = (bytes: Uint8Array) => lintBytes(bytes, 'van-ban.docx').findings

function segmentsOf(bytes: Uint8Array): Segment[] {
  const read = readDocument(bytes, 'van-ban.docx')
  if (!read.ok) throw new Error(read.refusal)
  return read.segments
}

const texts = (bytes: Uint8Array) => segmentsOf(bytes).map(({text}) => text)

describe('a DOCX is read as its reader sees it', () => {
  it('a number split across runs, breaks, tabs and hyphens', () => {
    const bodies = [
      paragraph('Nghị đị', 'nh số 8', '5/20', '16/NĐ', '-CP'),
      '<w:p><w:r><w:t>Nghị định số 85/</w:t><w:br/><w:t>2016/NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r></w:p>',
      '<w:p><w:r><w:t>Nghị định</w:t><w:tab/><w:t>số 85/2016/NĐ-C</w:t><w:softHyphen/><w:t>P</w:t></w:r></w:p>',
      paragraph('Nghị định số&#160;85/2016/N&#x110;-CP'),
      '<w:p><w:r><w:t><![CDATA[Nghị định số 85/2016/NĐ-CP]]></w:t></w:r></w:p>',
      '<w:p><w:hyperlink><w:r><w:t>Nghị định số 85</w:t></w:r></w:hyperlink><w:proofErr/><w:r><w:t>/2016/NĐ-CP</w:t></w:r></w:p>',
    ]
    for (const body of bodies) expect(lint(docx(body)).map(brief), body).toEqual(['notice superseded nd-85-2016'])
  })

  it('inserted text counts; deleted and moved-away text, field codes and second copies do not', () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
    expect(
      texts(
        docx(
          `<w:p>${run('a')}<w:ins>${run('b')}</w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del><w:moveFrom>${run('d')}</w:moveFrom>` +
            `<w:moveTo>${run('e')}</w:moveTo><w:r><w:instrText>f</w:instrText></w:r>` +
            `<mc:AlternateContent><mc:Choice>${run('g')}</mc:Choice><mc:Fallback>${run('g')}</mc:Fallback></mc:AlternateContent></w:p>`,
        ),
      ),
    ).toEqual(['abeg'])
  })

  it('a paragraph whose mark is deleted goes on in the next one', () => {
    const marked = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>Nghị định số </w:t></w:r></w:p>'
    expect(texts(docx(`${marked}${paragraph('85/2016/NĐ-CP')}`))).toEqual(['Nghị định số 85/2016/NĐ-CP'])
  })

  it('paragraphs are counted as in the document, in tables and text boxes too', () => {
    const body =
      paragraph('một') +
      '<w:p/>' +
      `<w:tbl><w:tr><w:tc>${paragraph('ba')}</w:tc><w:tc>${paragraph('Luật An toàn thông tin mạng năm 2015')}</w:tc></w:tr></w:tbl>` +
      `<w:p><w:r><w:t>năm</w:t><w:txbxContent>${paragraph('sáu')}</w:txbxContent></w:r></w:p>`
    expect(segmentsOf(docx(body)).map(({place, text}) => [place.number, text])).toEqual([
      [1, 'một'],
      [2, ''],
      [3, 'ba'],
      [4, 'Luật An toàn thông tin mạng năm 2015'],
      [5, 'năm'],
      [6, 'sáu'],
    ])
    expect(lint(docx(body))[0]?.place).toEqual({unit: 'paragraph', part: 'body', number: 4})
  })

  it('headers, footers, footnotes and endnotes, sorted behind the body', () => {
    const cited = paragraph('TCVN 11930:2017')
    const bytes = docx(cited, {
      'word/endnotes.xml': part('endnotes', `<w:endnote>${cited}</w:endnote>`),
      'word/footnotes.xml': part('footnotes', `<w:footnote>${cited}</w:footnote>`),
      'word/footer1.xml': part('ftr', cited),
      'word/header2.xml': part('hdr', cited),
      'word/header1.xml': part('hdr', cited),
      'word/comments.xml': part('comments', cited),
    })
    expect(lint(bytes).map(({place}) => `${place.part} ${place.number}`)).toEqual([
      'body 1',
      'header 1',
      'header 2',
      'footer 1',
      'footnote 1',
      'endnote 1',
    ])
  })

  it('a main part of another name, and one in UTF-16', () => {
    const rels = '<Relationships><Relationship Type="http://x/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>'
    expect(texts(docxOf({'_rels/.rels': rels, 'word/document2.xml': documentXml(paragraph('a'))}))).toEqual(['a'])
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${documentXml(paragraph('Đ')).replace('UTF-8', 'UTF-16')}`, 'utf16le'))
    expect(texts(docxOf({'word/document.xml': utf16}))).toEqual(['Đ'])
  })
})

/** An archive whose directory says something else than its entries hold. */
function patched(bytes: Uint8Array, name: string, change: (view: DataView, at: number) => void): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  const wanted = strToU8(name)
  for (let at = 0; at + 46 < copy.length; at++)
    if (view.getUint32(at, true) === 0x02014b50 && wanted.every((byte, index) => copy[at + 46 + index] === byte)) change(view, at)
  return copy
}

describe('a DOCX that cannot be used is refused with a reason', () => {
  const good = docx(paragraph('Nghị định số 85/2016/NĐ-CP'))
  const main = 'word/document.xml'
  const nested = (depth: number) => documentXml(`${'<w:sdt>'.repeat(depth)}${paragraph('a')}${'</w:sdt>'.repeat(depth)}`)
  const bomb = () => docx(paragraph('a'), {[main]: new Uint8Array(60 * 1024 * 1024).fill(32)})
  const lying = () => patched(bomb(), main, (view, at) => view.setUint32(at + 24, 100, true))
  const cases: [string, () => Uint8Array, string][] = [
    ['a zip bomb', bomb, 'too-large-unpacked'],
    ['a zip bomb that declares 100 bytes', lying, 'too-large-unpacked'],
    [
      'many parts that are too large together',
      () =>
        docx(
          '',
          Object.fromEntries(
            ['header1', 'header2', 'header3'].map((name) => [`word/${name}.xml`, part('hdr', ' '.repeat(20 * 1024 * 1024))]),
          ),
        ),
      'too-large-unpacked',
    ],
    [
      'too many entries',
      () => docx('', Object.fromEntries(Array.from({length: 4100}, (_, index) => [`x/${index}`, '']))),
      'too-many-entries',
    ],
    ['nested too deep', () => docxOf({[main]: nested(5000)}), 'too-deep'],
    ['a DTD', () => docxOf({[main]: `<!DOCTYPE x [<!ENTITY a "b">]>${documentXml(paragraph('&a;'))}`}), 'dtd'],
    ['a DTD that fetches', () => docxOf({[main]: `<!DOCTYPE x SYSTEM "file:///etc/passwd">${documentXml(paragraph('a'))}`}), 'dtd'],
    ['a DTD in the relations', () => docxOf({'_rels/.rels': '<!DOCTYPE x><Relationships/>', [main]: documentXml('')}), 'dtd'],
    ['an entity nobody declared', () => docx(paragraph('&nbsp;')), 'broken-xml'],
    ['a reference to no character', () => docx(paragraph('&#x110000;')), 'broken-xml'],
    ['tags that do not fit', () => docx('<w:p></w:r>'), 'broken-xml'],
    ['tags that do not end', () => docxOf({[main]: '<w:document><w:p'}), 'broken-xml'],
    ['an open end', () => docxOf({[main]: '<w:document>'}), 'broken-xml'],
    ['no UTF-8', () => docxOf({[main]: new Uint8Array([60, 97, 62, 0xff, 60, 47, 97, 62])}), 'broken-xml'],
    ['cut in the middle', () => good.slice(0, good.length / 2), 'broken-zip'],
    ['cut at its end', () => good.slice(0, -30), 'broken-zip'],
    ['a part that was changed', () => patched(good, main, (view, at) => view.setUint32(at + 16, 1, true)), 'broken-zip'],
    ['an unknown method', () => patched(good, main, (view, at) => view.setUint16(at + 10, 99, true)), 'broken-zip'],
    ['a part that lies outside', () => patched(good, main, (view, at) => view.setUint32(at + 42, 0x7fffffff, true)), 'broken-zip'],
    ['a password on the archive', () => patched(good, main, (view, at) => view.setUint16(at + 8, 1, true)), 'password'],
    [
      'a password of Word',
      () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      'password',
    ],
    ['an old .doc', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'old-word'],
    ['a PDF', () => strToU8('%PDF-1.7\n'), 'pdf'],
    ['an RTF', () => strToU8('{\\rtf1 a}'), 'rtf'],
    ['plain text', () => strToU8('Nghị định'), 'not-a-zip'],
    ['a workbook', () => zipSync({'xl/workbook.xml': strToU8('<a/>')}), 'not-a-docx'],
    ['an empty archive', () => zipSync({}), 'not-a-docx'],
    ['nothing', () => new Uint8Array(0), 'empty'],
    ['pictures only', () => docx('<w:p><w:r><w:drawing/></w:r></w:p>'), 'no-text'],
    ['.VnTime', () => docx(paragraph('C¨n cø NghÞ ®Þnh sè 85/2016/N§-CP ngµy 01/7/2016 cña ChÝnh phñ vÒ b¶o ®¶m an toµn')), 'legacy-font'],
    ['VNI', () => docx(paragraph('Caên cöù Nghò ñònh soá 85/2016/NÑ-CP cuûa Chính phuû veà baûo ñaûm an toaøn heä thoáng')), 'legacy-font'],
  ]
  it.each(cases)('%s', (_, make, refusal) => {
    const bytes = make()
    const start = performance.now()
    const read = readDocument(bytes, 'van-ban.docx')
    expect(read).toMatchObject({ok: false, refusal})
    expect(performance.now() - start).toBeLessThan(5000)
  })

  it('two parts of one name', () => {
    const twice = zipSync({[main]: strToU8('a'), 'word/documenX.xml': strToU8('b')})
    const renamed = patched(twice, 'word/documenX.xml', (view, at) => view.setUint8(at + 46 + 'word/documen'.length, 't'.charCodeAt(0)))
    expect(readDocument(renamed, 'a.docx')).toMatchObject({ok: false, refusal: 'broken-zip'})
  })

  it('every cut of a good file is refused, never read wrongly and never a crash', () => {
    for (let length = 1; length < good.length; length += 7)
      expect(readDocument(good.slice(0, length), 'a.docx').ok, `${length}`).toBe(false)
  })

  it('the extension decides what is expected', () => {
    expect(readDocument(good, 'a.DOCX')).toMatchObject({ok: true, format: 'docx'})
    expect(readDocument(good, 'a.txt')).toMatchObject({refusal: 'docx-named-txt'})
    expect(readDocument(good, 'a.odt')).toMatchObject({refusal: 'wrong-extension'})
    expect(readDocument(good, 'docx')).toMatchObject({refusal: 'wrong-extension'})
  })
})
