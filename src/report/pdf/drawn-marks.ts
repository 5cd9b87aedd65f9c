/** Width of a drawn mark in thousandths of the size: that of the three spaces which carry it in the text. */
export const MARK_WIDTH = 750

type Stroke = [x: number, y: number][]

// Thousandths of the size, y upwards from the baseline.
const BOX: Stroke = [
  [70, 0],
  [680, 0],
  [680, 610],
  [70, 610],
  [70, 0],
]
const TICK: Stroke = [
  [170, 320],
  [320, 140],
  [600, 520],
]
const CROSS: Stroke[] = [
  [
    [180, 110],
    [570, 500],
  ],
  [
    [180, 500],
    [570, 110],
  ],
]

// Tinos has none of these.
const MARKS = new Map<string, Stroke[]>([
  ['☐', [BOX]],
  ['☑', [BOX, TICK]],
  ['☒', [BOX, ...CROSS]],
  ['✓', [TICK]],
  ['✔', [TICK]],
  ['✗', CROSS],
  ['✘', CROSS],
])

/** Whether a character is drawn as lines because the font lacks it. */
export function isDrawnMark(character: string): boolean {
  return MARKS.has(character)
}

/** The mark's lines with its left end at (x, baseline) on a page whose y goes down. */
export function markLines(mark: string, x: number, baseline: number, size: number): Stroke[] {
  const scale = size / 1000
  return (MARKS.get(mark) ?? []).map((stroke) => stroke.map(([dx, dy]) => [x + dx * scale, baseline - dy * scale]))
}
