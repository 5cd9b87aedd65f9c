const mostKept = 65_536
const known = new WeakMap<Buffer, string>()

/** Bytes of an answer as lower-case text, one character a byte: every answer is looked through for many signs. Kept while the answer is. */
export function loweredText(body: Buffer, mostRead = Number.POSITIVE_INFINITY): string {
  if (body.length > Math.min(mostRead, mostKept)) return lower(body.subarray(0, Math.min(mostRead, body.length)))
  const before = known.get(body)
  if (before !== undefined) return before
  const text = lower(body)
  known.set(body, text)
  return text
}

const lower = (bytes: Buffer) => bytes.toString('latin1').toLowerCase()
