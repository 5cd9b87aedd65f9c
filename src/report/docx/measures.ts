/** Page after NĐ 30/2020, Phụ lục I, in twentieths of a point (twips): A4, margins 20/20/30/15 mm. */
export const PAGE = {short: 11906, long: 16838, top: 1134, bottom: 1134, left: 1701, right: 850, header: 567, footer: 454}

/** First-line indent 1.27 cm; paragraphs 6 pt apart; lines 1.25. */
export const BODY = {indent: 720, gap: 120, line: 300}

export const COLOR = {grid: '767C84', headerTint: 'E6EAEF', groupTint: 'F2F4F7', boxTint: 'F4F6F9', boxEdge: '8C98A8', soft: '5A6068'}

export type Orientation = 'portrait' | 'landscape'

/** Width between the margins. */
export function textWidth(orientation: Orientation): number {
  return (orientation === 'portrait' ? PAGE.short : PAGE.long) - PAGE.left - PAGE.right
}

export const twips = (points: number): number => Math.round(points * 20)
