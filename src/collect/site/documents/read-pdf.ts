import {getDocumentProxy, getResolvedPDFJS} from 'unpdf'
import type {ReadBudget} from './read-budget.ts'
import {ReadRefusal, type RowSink, type Where} from './types.ts'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>
type PdfPage = Awaited<ReturnType<Pdf['getPage']>>

/** A page with less text than this is looked at for pictures. */
const littleText = 100
/** Drawing steps of a page without text that are more than a frame: letters turned into lines. */
const drawnLetters = 60

interface Piece {
  text: string
  x: number
  y: number
  end: number
  height: number
}

/** The text of a PDF line by line. What lies under a black box is text like any other; what is only a picture is counted as unread. */
export async function readPdf(bytes: Uint8Array, budget: ReadBudget, sink: RowSink, where: Where): Promise<void> {
  // The library takes the bytes for its own.
  const pdf = await openPdf(bytes.slice(), false)
  let strict: Pdf | undefined
  try {
    const pages = Math.min(pdf.numPages, budget.limits.pages)
    if (pages < 1) throw new ReadRefusal('damaged')
    if (pdf.numPages > pages) budget.skip('too-many-pages', where, pdf.numPages - pages)
    for (let number = 1; number <= pages; number++) {
      budget.checkTime()
      const at: Where = {...where, page: number}
      try {
        const page = await pdf.getPage(number)
        const letters = await readPage(page, budget, sink, at)
        if (letters < littleText) {
          strict ??= await openPdf(bytes.slice(), true)
          if (await hasUnreadable(page, await strict.getPage(number), letters)) budget.skip('scanned-page')
        }
        page.cleanup()
      } catch (error) {
        if (error instanceof ReadRefusal) throw error
        budget.skip('damaged', at)
      }
    }
    const attached = await pdf.getAttachments().catch(() => undefined)
    const count = attached ? Object.keys(attached).length : 0
    if (count > 0) budget.skip('archive-in-archive', where, count)
  } finally {
    await strict?.loadingTask.destroy().catch(() => undefined)
    await pdf.loadingTask.destroy().catch(() => undefined)
  }
}

/**
 * Pictures are never decoded, since one may take gigabytes: those above 64 dots are left out, or end a strict
 * reading.
 */
async function openPdf(bytes: Uint8Array, strict: boolean): Promise<Pdf> {
  try {
    return await getDocumentProxy(bytes, {
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      maxImageSize: 64,
      stopAtErrors: strict,
      verbosity: 0,
      enableXfa: false,
    } as Parameters<typeof getDocumentProxy>[1])
  } catch (error) {
    throw new ReadRefusal(error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged')
  }
}

async function readPage(page: PdfPage, budget: ReadBudget, sink: RowSink, where: Where): Promise<number> {
  const pieces: Piece[] = []
  let letters = 0
  const reader = page.streamTextContent({disableNormalization: false}).getReader()
  for (;;) {
    const {value, done} = await reader.read()
    if (done) break
    budget.checkTime()
    for (const item of value.items) {
      if (!('str' in item) || item.str.trim() === '') continue
      const [, , , , x, y] = item.transform as number[]
      letters += item.str.length
      // A page of more text than this is no page of a document.
      if (letters > 2_000_000) throw new ReadRefusal('too-big')
      pieces.push({text: item.str, x: x ?? 0, y: y ?? 0, end: (x ?? 0) + item.width, height: item.height || 10})
    }
  }
  giveLines(pieces, sink, where)
  const notes = await page.getAnnotations().catch(() => [])
  for (const note of notes.slice(0, 5000)) {
    const value = note.fieldValue
    const text = [note.contentsObj?.str, typeof value === 'string' ? value : undefined].filter(Boolean).join(' ')
    const label = typeof note.alternativeText === 'string' ? note.alternativeText : ''
    letters += text.length
    if (text) sink({where: {...where, place: 'annotation'}, cells: [label, text]})
  }
  return letters
}

/** Pieces of one height are a line; a wide gap starts a new cell. */
function giveLines(pieces: Piece[], sink: RowSink, where: Where): void {
  const sorted = pieces
    .map((piece, index) => ({piece, index}))
    .sort((a, b) => b.piece.y - a.piece.y || a.piece.x - b.piece.x || a.index - b.index)
  let row = 0
  let line: Piece[] = []
  const give = () => {
    if (line.length === 0) return
    const ordered = line.sort((a, b) => a.x - b.x)
    const cells: string[] = []
    let last: Piece | undefined
    for (const piece of ordered) {
      const gap = last ? piece.x - last.end : 0
      if (!last || gap > piece.height * 1.2) cells.push(piece.text)
      else cells[cells.length - 1] += gap > piece.height * 0.15 ? ` ${piece.text}` : piece.text
      last = piece
    }
    sink({where: {...where, row: ++row}, cells})
    line = []
  }
  for (const {piece} of sorted) {
    const [first] = line
    if (first && Math.abs(first.y - piece.y) > Math.max(first.height, piece.height) * 0.4) give()
    line.push(piece)
  }
  give()
}

/**
 * Whether a page nearly without text shows something all the same: a picture, or letters drawn as lines. The strict reading gives
 * up at a picture that the other one leaves out, so that its list of steps is shorter.
 */
async function hasUnreadable(page: PdfPage, strict: PdfPage, letters: number): Promise<boolean> {
  const {OPS} = await getResolvedPDFJS()
  try {
    const {fnArray} = await page.getOperatorList()
    const {fnArray: strictSteps} = await strict.getOperatorList()
    if (strictSteps.length < fnArray.length) return true
    const pictures = new Set([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject, OPS.paintImageXObjectRepeat])
    if (fnArray.some((step) => pictures.has(step))) return true
    return letters === 0 && fnArray.filter((step) => step === OPS.constructPath || step === OPS.fill).length > drawnLetters
  } catch {
    return true
  }
}
