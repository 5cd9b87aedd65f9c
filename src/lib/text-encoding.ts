/** The encoding of a text file by its first bytes: a byte order mark, zero bytes of UTF-16; undefined where they do not tell. */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = head
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const zeros = zerosByParity(head.subarray(0, 1024))
  // Text in Latin script, Vietnamese included, has a zero in most of its UTF-16 units; UTF-8 text has none at all.
  if (zeros.odd > zeros.pairs / 2 && zeros.even === 0) return 'utf-16le'
  if (zeros.even > zeros.pairs / 2 && zeros.odd === 0) return 'utf-16be'
  return undefined
}

function zerosByParity(bytes: Uint8Array): {even: number; odd: number; pairs: number} {
  const zeros = {even: 0, odd: 0, pairs: bytes.length >> 1}
  for (const [index, byte] of bytes.entries()) if (byte === 0) zeros[index % 2 === 0 ? 'even' : 'odd']++
  return zeros
}
