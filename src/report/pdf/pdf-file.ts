import {createHash} from 'node:crypto'
import {createRequire} from 'node:module'
import type {DocumentMeta} from '../document.ts'
import {cleanLine} from './clean-text.ts'
import {createFace, type Face} from './face.ts'
import type {OutlineItem, PdfkitInside} from './pdfkit-inside.ts'
import {describeFile, type FileInfo} from './xmp.ts'

/** A PDF/A-1b file that grows page by page; the only place that touches pdfkit. */
export interface PdfFile {
  face(bold?: boolean, italic?: boolean): Face
  /** Begins a page; y goes down from the top. */
  openPage(width: number, height: number): void
  /** Gives the open page its content. */
  fillPage(content: string, faces: Iterable<Face>): void
  outline: OutlineItem
  end(): void
}

const PRODUCER = 'stp-sec'
const CHUNK = 64 * 1024
const LANGUAGE = {vi: 'vi-VN', en: 'en'}
const CUTS = ['400Regular', '700Bold', '400Regular_Italic', '700Bold_Italic'] as const

/** Opens a file whose bytes follow from the document alone: no clock, no random. */
export async function openPdfFile(meta: DocumentMeta, write: (chunk: Uint8Array) => void): Promise<PdfFile> {
  const {default: PDFDocument} = await import('pdfkit')
  const info = describe(meta)
  const pdf = new PDFDocument({
    pdfVersion: '1.4',
    subset: 'PDF/A-1b',
    lang: LANGUAGE[meta.language],
    displayTitle: true,
    autoFirstPage: false,
    fontLayoutCache: false,
    font: fontPath(CUTS[0]),
    info: {...info},
  })
  const inside = pdf as unknown as PdfkitInside
  const sink = collectChunks(write)
  inside.push = sink.push
  // pdfkit has begun the file with its header before `push` could be replaced.
  for (let early = pdf.read(); early !== null; early = pdf.read()) sink.push(early as unknown as Uint8Array)
  inside._id = createHash('sha256').update(`${meta.identity}\n${info.Title}\n${info.Subject}`).digest().subarray(0, 16)
  inside._addInfo = () => pdf.appendXML(describeFile(info, LANGUAGE[meta.language]))

  const faces: (Face | undefined)[] = []
  const refs = new Map<string, unknown>()

  function face(bold = false, italic = false): Face {
    const cut = (bold ? 1 : 0) + (italic ? 2 : 0)
    const open = faces[cut]
    if (open) return open
    pdf.font(fontPath(CUTS[cut] ?? CUTS[0]))
    const opened = createFace(inside._font)
    refs.set(opened.id, inside._font.ref())
    faces[cut] = opened
    return opened
  }

  return {
    face,
    outline: inside.outline,
    openPage: (width, height) => void pdf.addPage({size: [width, height], margin: 0}),
    fillPage(content, used) {
      for (const {id} of used) pdf.page.fonts[id] = refs.get(id)
      pdf.addContent(Buffer.from(content, 'latin1'))
    },
    end: () => pdf.end(),
  }
}

function describe(meta: DocumentMeta): FileInfo {
  return {
    Title: cleanLine(meta.title),
    Author: cleanLine(meta.author),
    Subject: cleanLine(meta.subject),
    Keywords: meta.keywords.map(cleanLine).join(', '),
    Creator: PRODUCER,
    Producer: PRODUCER,
    CreationDate: meta.date,
    ModDate: meta.date,
  }
}

function fontPath(cut: string): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${cut}/Tinos_${cut}.ttf`)
}

/** pdfkit speaks line by line; the reader gets larger pieces, and the last one at the end. */
function collectChunks(write: (chunk: Uint8Array) => void): {push(chunk: Uint8Array | null): boolean} {
  let held: Uint8Array[] = []
  let size = 0
  return {
    push(chunk) {
      if (chunk) {
        held.push(chunk)
        size += chunk.length
      }
      if (size >= CHUNK || (chunk === null && size > 0)) {
        write(Buffer.concat(held))
        held = []
        size = 0
      }
      return true
    },
  }
}
