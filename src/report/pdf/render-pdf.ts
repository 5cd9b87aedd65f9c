import type {Block, ReportDocument} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {createBookmarks} from './bookmarks.ts'
import {layBullets} from './bullets.ts'
import {createFlow, type Flow} from './flow.ts'
import {layHeading} from './heading.ts'
import {layKeyFigures} from './key-figures.ts'
import {layLetterHead} from './letter-head.ts'
import {layParagraph} from './paragraph.ts'
import {openPdfFile} from './pdf-file.ts'
import {laySectionTitle} from './section-title.ts'
import {laySignature} from './signature.ts'
import {layStackedBars} from './stacked-bars.ts'
import {layTable} from './table.ts'

/** Draws a document as PDF/A-1b. The bytes arrive while the pages fill and depend on nothing but the document. */
export async function renderPdf(document: ReportDocument, write: (chunk: Uint8Array) => void): Promise<{pages: number}> {
  const {meta, blocks} = document
  const file = await openPdfFile(meta, write)
  const flow = createFlow(file, meta)
  const bookmarks = createBookmarks(file.outline)
  const {format} = new Intl.NumberFormat(meta.language)
  const setting = (): Setting => ({width: flow.width, pickFace: file.face, bookmarks, formatNumber: format})

  let below = 0
  /** Blocks that wait for the one they must stand with. */
  let held: LaidBlock[] = []
  const release = (): void => {
    below = drawTogether(flow, held, below)
    held = []
  }
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'page-break') {
      release()
      flow.breakPage()
      continue
    }
    if (block.kind === 'section') {
      release()
      flow.startSection(block)
      bookmarks.leaveSection()
    }
    const laid = layBlock(block, setting())
    held.push(laid)
    if (!laid.keepsWithNext && !standsWithSignature(laid, blocks[index + 1], flow)) release()
  }
  release()
  bookmarks.finish()
  const pages = flow.finish()
  file.end()
  return {pages}
}

/** A signature alone on a page could be put under any text: the last paragraph goes with it. */
function standsWithSignature(laid: LaidBlock, next: Block | undefined, flow: Flow): boolean {
  return next?.kind === 'signature' && laid.height < flow.bodyHeight / 3
}

/** Draws blocks on one page as far as the last one begins there. Takes and gives the space that is wanted below. */
function drawTogether(flow: Flow, blocks: LaidBlock[], above: number): number {
  const heights = blocks.map(({gap, height, start}, index) => gap + (index < blocks.length - 1 ? height : start))
  const together = heights.reduce((sum, height) => sum + height, above)
  if (blocks.length > 1 && together <= flow.bodyHeight && together > flow.room) flow.breakPage()
  let below = above
  for (const block of blocks) {
    flow.gap(Math.max(block.gap, below))
    block.draw(flow)
    below = block.below ?? 0
  }
  return below
}

function layBlock(block: Exclude<Block, {kind: 'page-break'}>, setting: Setting): LaidBlock {
  switch (block.kind) {
    case 'letter-head':
      return layLetterHead(block, setting)
    case 'heading':
      return layHeading(block, setting)
    case 'paragraph':
      return layParagraph(block, setting)
    case 'bullets':
      return layBullets(block, setting)
    case 'table':
      return layTable(block, setting)
    case 'stacked-bars':
      return layStackedBars(block, setting)
    case 'key-figures':
      return layKeyFigures(block, setting)
    case 'signature':
      return laySignature(block, setting)
    case 'section':
      return laySectionTitle(block, setting)
  }
}
