import {qrMatrix} from '../qr-matrix.ts'
import {COLOR} from './measures.ts'
import {fillBox, type Page} from './page.ts'

/** Draws a QR code as squares; runs of dark squares in a row are one box. The caller leaves the rest of the quiet zone around it. */
export function drawQr(page: Page, text: string, left: number, top: number, size: number): void {
  const rows = qrMatrix(text)
  const square = size / rows.length
  for (const [y, row] of rows.entries())
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      let end = x
      while (row[end + 1]) end++
      fillBox(page, left + x * square, top + y * square, (end - x + 1) * square, square, COLOR.ink)
      x = end
    }
}
