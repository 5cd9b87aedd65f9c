import type {HiddenBy} from './hidden-style.ts'

/** An element that may say something about what stands inside: it has a class, an id, a style or a meaning of its own. */
export interface Context {
  parent: Context | undefined
  tag: string
  id: string
  classes: readonly string[]
  hiddenBy?: HiddenBy
  color?: string
  background?: string
  covers?: boolean
  /** Menus, heads, foots, side columns and forms: no running text. */
  aside: boolean
  /** Several tables, lists and the like of one tag beside each other tell nothing more. */
  depth: number
}

export interface PageLink {
  href: string
  text: string
  context: Context
}

export interface Piece {
  text: string
  context: Context
  link?: PageLink
  /** A script wrote a hidden container around it. */
  written?: boolean
}

/** What stands together as one paragraph, heading, list item or cell. */
export interface Block {
  pieces: Piece[]
  heading: boolean
}

export interface PageFrame {
  src: string
  context: Context
  /** By its attributes or style. */
  invisible: boolean
  covers: boolean
}

export interface PageScript {
  text: string
  context: Context
}

/** What is read of the HTML of a page. */
export interface PageParts {
  base?: string
  lang: string
  title: string
  /** Description, keywords, Open Graph and the like. */
  head: string[]
  refresh?: string
  canonical?: string
  alternates: string[]
  blocks: Block[]
  links: PageLink[]
  frames: PageFrame[]
  scripts: PageScript[]
  styles: string[]
  /** Style sheets of their own files exist, which are not read. */
  linkedStyles: boolean
  body?: Context
  /** Limits ended the reading. */
  cut: boolean
}
