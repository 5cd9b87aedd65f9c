/** Page, sizes and spaces after NĐ 30/2020, Phụ lục I, in points. */

/** Millimetres as points. */
export const mm = (length: number): number => (length * 72) / 25.4

/** A4 and the smallest margins NĐ 30 allows; a landscape page keeps them, as the decree's own landscape page does. */
export const PAPER = {short: 595.28, long: 841.89, top: mm(20), bottom: mm(20), left: mm(30), right: mm(15)}

/** Sizes of the row 13/14/14 of NĐ 30; tables, charts and the footer are ours. */
export const SIZE = {
  issuer: 13,
  nationalTitle: 13,
  motto: 14,
  number: 13,
  placeAndDate: 14,
  title: 14,
  body: 14,
  pageNumber: 13,
  recipientsTitle: 12,
  recipients: 11,
  notice: 12,
  table: 11,
  chart: 10,
  figure: 24,
  footer: 8.5,
}

/** First-line indent: 1.27 cm. */
export const INDENT = mm(12.7)

/** Space between paragraphs: NĐ 30 asks for 6 pt at least. */
export const PARAGRAPH_GAP = 6

/** Space above and below a table, a chart or a box. */
export const FIGURE_GAP = 10

/** Distance of lines as a multiple of the size: `single` is that of Times New Roman itself. */
export const LINE = {single: 1.15, body: 1.27}

export const COLOR = {
  ink: '#000000',
  soft: '#5A6068',
  rule: '#000000',
  grid: '#767C84',
  headerTint: '#E6EAEF',
  groupTint: '#F2F4F7',
  boxTint: '#F4F6F9',
  boxEdge: '#8C98A8',
}
