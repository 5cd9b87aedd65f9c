import type {DocumentMeta, Section} from '../document.ts'
import {type LaidText, layText} from './lay-text.ts'
import {COLOR, PAPER, SIZE} from './measures.ts'
import {createPage, drawText, type Page} from './page.ts'
import type {PdfFile} from './pdf-file.ts'

/** The pages as they fill from top to bottom. A page is opened by the first `need`, so that no empty one is left behind. */
export interface Flow {
  readonly page: Page
  readonly left: number
  readonly width: number
  /** Height between the margins. */
  readonly bodyHeight: number
  /** What is left of the open page. */
  readonly room: number
  y: number
  /** Opens a page when none is open or the height does not fit. True when it did. */
  need(height: number): boolean
  /** Space below what was drawn; none at the top of a page. */
  gap(height: number): void
  breakPage(): void
  startSection(section: Pick<Section, 'orientation' | 'restartNumbering'>): void
  /** Closes the last page and gives the number of pages. */
  finish(): number
}

/** Middle of the top and bottom margins, where the page number and the footer stand. */
const NUMBER_TOP = 28
const FOOTER_BELOW = 16

export function createFlow(file: PdfFile, meta: DocumentMeta): Flow {
  let [paperWidth, paperHeight] = [PAPER.short, PAPER.long]
  let page: Page | undefined
  let y = 0
  let pages = 0
  let number = 0

  function openPage(): Page {
    closePage()
    pages++
    number++
    file.openPage(paperWidth, paperHeight)
    page = createPage(paperWidth, paperHeight)
    y = PAPER.top
    drawNumber(page)
    return page
  }

  function closePage(): void {
    if (!page) return
    drawFooter(page)
    file.fillPage(page.operators.join('\n'), page.faces)
    page = undefined
  }

  function drawNumber(open: Page): void {
    if (number > 1) drawText(open, layCentred(String(number), SIZE.pageNumber), PAPER.left, NUMBER_TOP)
  }

  function drawFooter(open: Page): void {
    drawText(open, layCentred(meta.footer, SIZE.footer), PAPER.left, bottom() + FOOTER_BELOW, COLOR.soft)
  }

  const layCentred = (text: string, size: number): LaidText => layText([{text}], width(), {size, align: 'center'}, file.face)
  const width = (): number => paperWidth - PAPER.left - PAPER.right
  const bottom = (): number => paperHeight - PAPER.bottom

  return {
    get page() {
      return page ?? openPage()
    },
    left: PAPER.left,
    get width() {
      return width()
    },
    get bodyHeight() {
      return bottom() - PAPER.top
    },
    get room() {
      return page ? bottom() - y : bottom() - PAPER.top
    },
    get y() {
      return y
    },
    set y(next) {
      y = next
    },
    need(height) {
      // A rounding error must not push a block that fills its page to the next one.
      if (page && (y <= PAPER.top || y + height <= bottom() + 0.01)) return false
      openPage()
      return true
    },
    gap(height) {
      if (page && y > PAPER.top) y += height
    },
    breakPage: closePage,
    startSection({orientation, restartNumbering}) {
      closePage()
      const sides: [number, number] = [PAPER.short, PAPER.long]
      ;[paperWidth, paperHeight] = orientation === 'portrait' ? sides : [sides[1], sides[0]]
      if (restartNumbering) number = 0
    },
    finish() {
      if (pages === 0) openPage()
      closePage()
      return pages
    },
  }
}
