import {attributeOf, readXml} from './read-xml.ts'
import {type Refusal, type Refused, refuse} from './refusals.ts'
import type {PartKind, Segment} from './text-blocks.ts'
import {openZip, type ZipParts} from './zip-parts.ts'

/** Deleted and moved-away text, field codes, and the second copy of a text box for old readers. */
const ignored = new Set(['del', 'moveFrom', 'delText', 'instrText', 'delInstrText', 'Fallback'])
const characters = new Map([
  ['tab', '\t'],
  ['ptab', '\t'],
  ['br', '\n'],
  ['cr', '\n'],
  ['noBreakHyphen', '-'],
])
const sideParts: readonly [RegExp, PartKind][] = [
  [/^header\d*\.xml$/, 'header'],
  [/^footer\d*\.xml$/, 'footer'],
  [/^footnotes\.xml$/, 'footnote'],
  [/^endnotes\.xml$/, 'endnote'],
]

/** The paragraphs of a DOCX as its reader would see them with all changes accepted. Nothing but text is looked at. */
export function readDocx(bytes: Uint8Array): {ok: true; segments: Segment[]} | Refused {
  const zip = openZip(bytes)
  if (!zip.ok) return zip
  const main = mainPart(zip)
  if (typeof main !== 'string') return main
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const parts: [string, PartKind][] = [[main, 'body']]
  for (const [pattern, kind] of sideParts)
    for (const name of zip.names.filter((candidate) => candidate.startsWith(folder) && pattern.test(candidate.slice(folder.length))).sort())
      parts.push([name, kind])
  const segments: Segment[] = []
  const counts = new Map<PartKind, number>()
  for (const [name, kind] of parts) {
    const read = readPart(zip, name, kind, counts.get(kind) ?? 0)
    if (!read.ok) return read
    for (const segment of read.segments) segments.push(segment)
    counts.set(kind, read.count)
  }
  return {ok: true, segments}
}

function mainPart(zip: ZipParts): string | Refused {
  const relations = textOf(zip, '_rels/.rels')
  if (!relations.ok) return relations
  let main: string | undefined
  const refusal = readXml(relations.text ?? '', {
    open: (name, attributes) => {
      if (name === 'Relationship' && attributeOf(attributes, 'Type')?.endsWith('/officeDocument'))
        main ??= attributeOf(attributes, 'Target')?.replace(/^\//, '')
    },
    close: () => undefined,
    text: () => undefined,
  })
  if (refusal) return refuse(refusal, '_rels/.rels')
  const name = main ?? 'word/document.xml'
  // A workbook or a presentation has a main part as well, elsewhere.
  return name.startsWith('word/') && zip.names.includes(name) ? name : refuse('not-a-docx')
}

interface Paragraph {
  number: number
  text: string
  /** Its mark is deleted: with changes accepted the next paragraph goes on in it. */
  merges: boolean
}

function readPart(zip: ZipParts, name: string, part: PartKind, before: number): {ok: true; segments: Segment[]; count: number} | Refused {
  const xml = textOf(zip, name)
  if (!xml.ok) return xml
  const done: Paragraph[] = []
  const open: Paragraph[] = []
  let count = before
  let ignoring = 0
  let carried: Paragraph | undefined
  const refusal = readXml(xml.text ?? '', {
    open: (element, _, parents) => {
      const current = open.at(-1)
      if (element === 'del' && parents.at(-1) === 'rPr' && parents.at(-2) === 'pPr' && current) current.merges = true
      if (ignoring > 0 || ignored.has(element)) ignoring++
      else if (element === 'p') {
        count++
        open.push(carried ? {...carried, merges: false} : {number: count, text: '', merges: false})
        carried = undefined
      } else if (current) current.text += characters.get(element) ?? ''
    },
    close: (element) => {
      if (ignoring > 0) ignoring--
      else if (element === 'p') {
        const paragraph = open.pop()
        if (paragraph?.merges) carried = paragraph
        else if (paragraph) done.push(paragraph)
      }
    },
    text: (text, parents) => {
      const current = open.at(-1)
      if (current && ignoring === 0 && parents.at(-1) === 't') current.text += text
    },
  })
  if (refusal) return refuse(refusal, name)
  if (carried) done.push(carried)
  done.sort((a, b) => a.number - b.number)
  return {ok: true, count, segments: done.map(({number, text}) => ({place: {unit: 'paragraph', part, number}, text, apart: true}))}
}

function textOf(zip: ZipParts, name: string): {ok: true; text: string | undefined} | Refused {
  const read = zip.read(name)
  if (!read.ok) return read
  if (!read.bytes) return {ok: true, text: undefined}
  const [first, second] = read.bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return {ok: true, text: new TextDecoder(encoding, {fatal: true}).decode(read.bytes)}
  } catch {
    const refusal: Refusal = 'broken-xml'
    return refuse(refusal, name)
  }
}
