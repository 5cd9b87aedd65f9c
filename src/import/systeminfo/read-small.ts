import type {Source} from '../importer.ts'

/** Lists of updates of a PC that was never installed anew stay below a tenth of this. */
const maxBytes = 4 * 1024 ** 2

/** A file that is read as a whole; undefined when it is larger than such a list can be. */
export async function readSmall(source: Source): Promise<Uint8Array | undefined> {
  if (source.sizeBytes > maxBytes) return undefined
  const pieces: Uint8Array[] = []
  for await (const piece of source.open()) pieces.push(piece)
  return Buffer.concat(pieces)
}
