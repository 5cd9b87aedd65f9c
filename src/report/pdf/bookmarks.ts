import {cleanLine} from './clean-text.ts'
import type {OutlineItem} from './pdfkit-inside.ts'

/** The outline of the file, closed below its first level. */
export interface Bookmarks {
  /** Points to the open page at y. Depth 0 is a section, 1 to 3 are the levels of headings. */
  add(depth: number, title: string, page: {width: number}, y: number): void
  /** The next bookmark belongs to no section. */
  leaveSection(): void
  finish(): void
}

const ABOVE = 6

export function createBookmarks(outline: OutlineItem): Bookmarks {
  let parents: {depth: number; item: OutlineItem}[] = []
  return {
    add(depth, title, page, y) {
      const text = cleanLine(title)
      if (text === '') return
      parents = parents.filter((parent) => parent.depth < depth)
      const parent = parents.at(-1)?.item ?? outline
      // pdfkit counts `left` from the right edge.
      const item = parent.addItem(text, {fit: false, top: Math.max(0, y - ABOVE), left: page.width, zoom: 0})
      parents.push({depth, item})
    },
    leaveSection: () => {
      parents = []
    },
    finish() {
      if (outline.children.length > 0) outline.outlineData.Count = outline.children.length
      for (const child of outline.children) closeItem(child)
    },
  }
}

/** A negative count says: closed, and so many items below. */
function closeItem(item: OutlineItem): void {
  if (item.children.length > 0) item.outlineData.Count = -item.children.length
  for (const child of item.children) closeItem(child)
}
