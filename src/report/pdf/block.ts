import type {Bookmarks} from './bookmarks.ts'
import type {Flow} from './flow.ts'
import type {PickFace} from './split-words.ts'

/** A block laid out for the width of its page and not yet drawn. */
export interface LaidBlock {
  /** Space above it, unless it stands at the top of a page. */
  gap: number
  /** Space below it, unless a page ends there. */
  below?: number
  /** Height of the beginning that may not be torn apart. */
  start: number
  /** Its whole height as far as known. */
  height: number
  /** It may not be the last thing on a page. */
  keepsWithNext?: boolean
  draw(flow: Flow): void
}

/** What a block needs to be laid out. */
export interface Setting {
  width: number
  pickFace: PickFace
  bookmarks: Bookmarks
  formatNumber(value: number): string
}
