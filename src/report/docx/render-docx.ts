import type {Block, Heading, Paragraph, ReportDocument, Section} from '../document.ts'
import {barsTable, keyFiguresTable} from './figures.ts'
import {letterHeadXml} from './letter-head.ts'
import {BODY, type Orientation, textWidth} from './measures.ts'
import {documentEnd, documentStart, packageParts} from './package.ts'
import {bodyParagraph, centredRule, NOTICE_SIZE, paragraph, SPACER} from './paragraph.ts'
import {type Picture, picturesOf} from './picture.ts'
import {sectionEnd, sectionProperties} from './section.ts'
import {signatureXml} from './signature.ts'
import {tableXml} from './table.ts'
import {openZip} from './zip-file.ts'

/**
 * Draws a document as DOCX in the layout of NĐ 30. Written as XML without a DOCX library: `docx` 9.15 took 450 MB for a
 * table of 2,000 rows, this streams. The bytes depend on nothing but the document.
 */
export async function renderDocx({meta, blocks}: ReportDocument, write: (chunk: Uint8Array) => void): Promise<void> {
  const zip = await openZip(write)
  const pictures = picturesOf(blocks)
  for (const [name, xml] of packageParts(meta, pictures.values())) zip.add(name, [xml])
  for (const {part, bytes} of pictures.values()) zip.addBytes(`word/${part}`, bytes)
  zip.add('word/document.xml', bodyXml(blocks, pictures))
  zip.end()
}

function* bodyXml(blocks: readonly Block[], pictures: ReadonlyMap<string, Picture>): Generator<string> {
  yield documentStart
  let orientation: Orientation = 'portrait'
  let startsAtOne = true
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'section') {
      if (index > 0) yield sectionEnd(orientation, startsAtOne)
      ;({orientation, restartNumbering: startsAtOne} = block)
    }
    yield* blockXml(block, textWidth(orientation), blocks[index + 1], pictures)
  }
  // A body may not end with a table.
  yield SPACER
  yield sectionProperties(orientation, startsAtOne)
  yield documentEnd
}

function* blockXml(block: Block, width: number, next: Block | undefined, pictures: ReadonlyMap<string, Picture>): Generator<string> {
  switch (block.kind) {
    case 'letter-head':
      yield letterHeadXml(block, width)
      return
    case 'heading':
      yield headingXml(block)
      return
    case 'paragraph':
      yield paragraphXml(block, next)
      return
    case 'bullets':
      for (const runs of block.items) yield bodyParagraph([{text: '- '}, ...runs], {align: 'both', left: BODY.indent + 200, hanging: 200})
      return
    case 'table':
      yield* tableXml(block, width)
      yield SPACER
      return
    case 'key-figures':
      yield* tableXml(keyFiguresTable(block), width)
      yield SPACER
      return
    case 'stacked-bars':
      yield* tableXml(barsTable(block), width)
      yield SPACER
      return
    case 'signature':
      yield SPACER
      yield signatureXml(block, width, block.code && pictures.get(block.code.text))
      return
    case 'page-break':
      yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
      return
    case 'section':
      yield sectionTitleXml(block, width)
  }
}

function headingXml({level, text}: Heading): string {
  const shown = level === 1 ? text.toLocaleUpperCase('vi') : text
  return paragraph([{text: shown}], {style: `Heading${level}`})
}

function paragraphXml({runs, align, size, boxed}: Paragraph, next: Block | undefined): string {
  if (boxed) return bodyParagraph(runs, {size: size ?? NOTICE_SIZE, border: 'box', before: 160, after: 160, left: 140, right: 140})
  const isIntroduction = runs.at(-1)?.text.trimEnd().endsWith(':') ?? false
  return bodyParagraph(runs, {
    align: align === 'justify' ? 'both' : (align ?? 'left'),
    ...(align === 'justify' ? {firstLine: BODY.indent} : {}),
    ...(size === undefined ? {} : {size}),
    keepNext: isIntroduction || next?.kind === 'signature',
  })
}

/** Label, title and note of an appendix, after Mẫu 2.1 of NĐ 30. */
function sectionTitleXml({label, title, note}: Section, width: number): string {
  const lines = [
    label === undefined ? '' : paragraph([{text: label, bold: true}], {align: 'center', keepNext: true}),
    title === undefined
      ? ''
      : paragraph([{text: title.toLocaleUpperCase('vi'), bold: true}], {align: 'center', keepNext: true, style: 'Heading1', firstLine: 0}),
    note === undefined ? '' : paragraph([{text: note, italic: true}], {align: 'center', keepNext: true}),
  ].join('')
  return lines === '' ? '' : `${lines}${centredRule(width, width * 0.18)}`
}
