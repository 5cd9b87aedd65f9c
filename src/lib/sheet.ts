/** A cell of a spreadsheet as a reader gives it. */
export type CellValue = string | number | boolean | Date | null

export interface ReadSheet {
  name: string
  rows: readonly (readonly CellValue[])[]
}

/** What a spreadsheet calls its columns: 0 = A, 26 = AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}
