import type {DocumentMeta} from '../document.ts'
import {SIZE} from '../pdf/measures.ts'
import {BODY, COLOR} from './measures.ts'
import {paragraph} from './paragraph.ts'
import type {Picture} from './picture.ts'
import {RELATIONS} from './section.ts'
import {escapeXml} from './xml.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${office}"`
const languages = {vi: 'vi-VN', en: 'en-US'}

export const documentStart = `${declaration}<w:document ${namespaces}><w:body>`
export const documentEnd = '</w:body></w:document>'

/** Every part of the file but the text itself, by name, in the order it is written. */
export function packageParts(meta: DocumentMeta, pictures: Iterable<Picture> = []): [name: string, xml: string][] {
  const parts: [string, string][] = [
    ['[Content_Types].xml', contentTypes],
    [
      '_rels/.rels',
      relations([
        ['rId1', `${office}/officeDocument`, 'word/document.xml'],
        ['rId2', `${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      ]),
    ],
    ['docProps/core.xml', coreProperties(meta)],
    [
      'word/_rels/document.xml.rels',
      relations([
        ['rIdStyles', `${office}/styles`, 'styles.xml'],
        ['rIdSettings', `${office}/settings`, 'settings.xml'],
        [RELATIONS.number, `${office}/header`, 'header1.xml'],
        [RELATIONS.noNumber, `${office}/header`, 'header2.xml'],
        [RELATIONS.footer, `${office}/footer`, 'footer1.xml'],
        ...[...pictures].map(({relation, part}): [string, string, string] => [relation, `${office}/image`, part]),
      ]),
    ],
    ['word/styles.xml', styles(meta)],
    [
      'word/settings.xml',
      `<w:settings ${namespaces}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
    ],
    ['word/header1.xml', `<w:hdr ${namespaces}>${pageNumber}</w:hdr>`],
    ['word/header2.xml', `<w:hdr ${namespaces}>${paragraph([{text: ''}], {size: SIZE.pageNumber})}</w:hdr>`],
    [
      'word/footer1.xml',
      `<w:ftr ${namespaces}>${paragraph([{text: meta.footer}], {align: 'center', size: SIZE.footer, color: COLOR.soft})}</w:ftr>`,
    ],
  ]
  return parts.map(([name, xml]) => [name, `${declaration}${xml}`])
}

const contentTypes =
  `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/><Default Extension="gif" ContentType="image/gif"/>' +
  [
    ['/word/document.xml', `${wordType}.document.main+xml`],
    ['/word/styles.xml', `${wordType}.styles+xml`],
    ['/word/settings.xml', `${wordType}.settings+xml`],
    ['/word/header1.xml', `${wordType}.header+xml`],
    ['/word/header2.xml', `${wordType}.header+xml`],
    ['/word/footer1.xml', `${wordType}.footer+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
  ]
    .map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
    .join('') +
  '</Types>'

function relations(list: readonly [id: string, type: string, target: string][]): string {
  const all = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
  return `<Relationships xmlns="${packaged}/relationships">${all.join('')}</Relationships>`
}

const field = (kind: 'begin' | 'separate' | 'end'): string =>
  `<w:r><w:rPr><w:sz w:val="${SIZE.pageNumber * 2}"/></w:rPr><w:fldChar w:fldCharType="${kind}"/></w:r>`
const pageNumber =
  `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${field('begin')}<w:r><w:rPr><w:sz w:val="${SIZE.pageNumber * 2}"/></w:rPr>` +
  `<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>${field('separate')}<w:r><w:rPr><w:sz w:val="${SIZE.pageNumber * 2}"/></w:rPr><w:t>2</w:t></w:r>${field('end')}</w:p>`

/** Written by the day of the report, not by a clock: the same report gives the same bytes. */
function coreProperties(meta: DocumentMeta): string {
  const at = `${meta.date.toISOString().slice(0, 19)}Z`
  return (
    `<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<dc:title>${escapeXml(meta.title)}</dc:title><dc:subject>${escapeXml(meta.subject)}</dc:subject><dc:creator>${escapeXml(meta.author)}</dc:creator>` +
    `<cp:keywords>${escapeXml(meta.keywords.join(', '))}</cp:keywords><dc:language>${languages[meta.language]}</dc:language>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`
  )
}

function styles(meta: DocumentMeta): string {
  const heading = (level: 1 | 2 | 3): string =>
    `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/>` +
    `<w:pPr><w:keepNext/><w:spacing w:before="${[0, 280, 200, 160][level]}" w:after="60"/><w:ind w:firstLine="${BODY.indent}"/><w:outlineLvl w:val="${level - 1}"/></w:pPr>` +
    `${level < 3 ? '<w:rPr><w:b/></w:rPr>' : ''}</w:style>`
  return (
    `<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>` +
    `<w:sz w:val="${SIZE.body * 2}"/><w:szCs w:val="${SIZE.body * 2}"/><w:lang w:val="${languages[meta.language]}"/></w:rPr></w:rPrDefault>` +
    '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
    `<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="${BODY.gap}" w:after="0" w:line="${BODY.line}" w:lineRule="auto"/></w:pPr></w:style>` +
    `${heading(1)}${heading(2)}${heading(3)}</w:styles>`
  )
}
