import encodeQr from 'qr'

/** The squares of a QR code, rows of dark (true) and light, with one light square around. Medium error correction: it survives a crease. */
export function qrMatrix(text: string): boolean[][] {
  return encodeQr(text, 'raw', {ecc: 'medium', border: 1})
}
