/** Where in a file a text stands. Names inside it come from strangers: they are masked before they are shown. */
export interface Where {
  /** File inside an archive. */
  part?: string
  page?: number
  sheet?: string
  row?: number
  /** First column of the row, or the one meant: "C". */
  column?: string
  paragraph?: number
  /** What is not plain text of a page: comment, header, deleted, pivot-cache ... */
  place?: string
  hidden?: boolean
}

/** One row of a table, or one paragraph as its only cell. */
export interface TextRow {
  where: Where
  cells: string[]
  /** Rows of one table carry the same number; absent: not a table. */
  table?: number
  /** What each cell is called, where the format says so itself (keys of JSON). */
  heads?: string[]
  /** The part of the page that a site repeats on each page to say how to reach it. */
  contact?: boolean
}

export type RowSink = (row: TextRow) => void

/** Why something could not be looked into. */
export const notReadReasons = [
  'scanned-page',
  'image-only',
  'encrypted',
  'damaged',
  'format',
  'archive-in-archive',
  'too-big',
  'inflated-too-big',
  'too-many-parts',
  'too-many-pages',
  'too-slow',
  'memory',
  'parser-failed',
  'forbidden-xml',
  'fetch-failed',
  'blocked',
  'disallowed',
  'limit',
  'stopped',
] as const
export type NotReadReason = (typeof notReadReasons)[number]

export interface NotRead {
  reason: NotReadReason
  count: number
  where?: Where
}

/** A reader that cannot go on. It carries a code and no text: a message could quote the document. */
export class ReadRefusal extends Error {
  readonly reason: NotReadReason
  constructor(reason: NotReadReason) {
    super(reason)
    this.name = 'ReadRefusal'
    this.reason = reason
  }
}

export const formats = [
  'html',
  'pdf',
  'docx',
  'xlsx',
  'xls',
  'spreadsheetml',
  'ods',
  'odt',
  'csv',
  'text',
  'json',
  'xml',
  'zip',
  'doc',
  'rtf',
  'rar',
  '7z',
  'gzip',
  'pptx',
  'xlsb',
  'image',
  'ole',
  'binary',
  'empty',
] as const
export type DocumentFormat = (typeof formats)[number]
