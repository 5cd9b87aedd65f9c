/**
 * The one document model: composers fill it, renderers (PDF here; DOCX, XLSX, HTML later) draw it.
 * All text is NFC. Sizes are points. Renderers know no sentence of any report.
 */
export interface ReportDocument {
  meta: DocumentMeta
  blocks: Block[]
}

export interface DocumentMeta {
  title: string
  author: string
  subject: string
  keywords: string[]
  language: 'vi' | 'en'
  /** Creation date printed in the file's metadata: the day of assessment, so that the same input gives the same bytes. */
  date: Date
  /** Seed of the file identifier, for example the assessment id. */
  identity: string
  /** Small line at the foot of every page, for example "Tự đánh giá nội bộ - không thay thế kết luận của cơ quan có thẩm quyền". */
  footer: string
  /** How old the data behind the document are: said above every sheet of XLSX, which has no paragraphs. */
  dataAges?: string
}

export type Block = LetterHead | Heading | Paragraph | Bullets | Table | StackedBars | KeyFigures | SignatureArea | PageBreak | Section

/** Top of a document after NĐ 30/2020: issuer on the left, national title on the right, number and date under them, title below. */
export interface LetterHead {
  kind: 'letter-head'
  parent: string
  issuer: string
  nationalTitle: string
  motto: string
  /** "Số:        /BC-STP": the number stays empty. */
  number: string
  /** "An Giang, ngày     tháng     năm 2026". */
  placeAndDate: string
  /** "BÁO CÁO". */
  typeName: string
  subject: string
}

/** Level 1: I. UPPER CASE bold; level 2: 1. bold; level 3: a) upright. All three become bookmarks. */
export interface Heading {
  kind: 'heading'
  level: 1 | 2 | 3
  text: string
}

export interface Run {
  text: string
  bold?: boolean
  italic?: boolean
}

export interface Paragraph {
  kind: 'paragraph'
  runs: Run[]
  /** `justify` is drawn with first-line indent, as the body of a document. */
  align?: 'left' | 'center' | 'right' | 'justify'
  size?: number
  /** Tinted box around it, for notices. */
  boxed?: boolean
}

export interface Bullets {
  kind: 'bullets'
  items: Run[][]
}

export type Tone = 'good' | 'partly' | 'bad' | 'unknown' | 'neutral'

export interface Cell {
  runs: Run[]
  /** Marks the cell with a coloured edge and, for black-and-white print, never with colour alone: the text says it too. */
  tone?: Tone
  align?: 'left' | 'center' | 'right'
  span?: number
}

export interface Table {
  kind: 'table'
  columns: {
    header: string /** Share of the width; shares are relative to each other. */
    share: number
    align?: 'left' | 'center' | 'right'
  }[]
  rows: Cell[][]
  size?: number
  /** Shown above the table, bold. */
  caption?: string
}

/** One horizontal bar a row, cut into labelled segments; the legend is drawn once. */
export interface StackedBars {
  kind: 'stacked-bars'
  caption: string
  /** `share`: every bar is as long as the others (default); `counts`: one scale for all, the longest bar fills the width. */
  scale?: 'share' | 'counts'
  legend: {tone: Tone; label: string}[]
  rows: {label: string; segments: {tone: Tone; value: number}[]}[]
}

/** A row of large figures with a small label under each. */
export interface KeyFigures {
  kind: 'key-figures'
  items: {value: string; label: string; tone: Tone}[]
}

/** "Nơi nhận" on the left; on the right authority, an empty box for signature and seal, and an empty line for the name. */
export interface SignatureArea {
  kind: 'signature'
  recipientsTitle: string
  recipients: string[]
  authority: string[]
  /** Small text inside the empty box: "(chữ ký, dấu)". */
  placeholder: string
  /** A QR code under the recipients, with what it says in words. */
  code?: {text: string; caption: string}
}

export interface PageBreak {
  kind: 'page-break'
}

/** A part with its own page numbering and orientation: an appendix, a wide table. Always begins on a new page. */
export interface Section {
  kind: 'section'
  orientation: 'portrait' | 'landscape'
  restartNumbering: boolean
  /** "Phụ lục I": centred, bold, 14 pt. */
  label?: string
  title?: string
  /** "(Kèm theo Báo cáo số     /BC-STP ngày     tháng     năm 2026)". */
  note?: string
}
