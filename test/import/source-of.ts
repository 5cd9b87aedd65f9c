import type {ImportedTarget, Importer, ImportOutcome, Source} from '../../src/import/importer.ts'
import {headText} from '../../src/import/text.ts'

/** A file in memory, given out in pieces of a size that splits words and characters. */
export function sourceOf(content: string | Uint8Array, pieceBytes = 1000): Source {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    name: 'file',
    sizeBytes: bytes.length,
    head: bytes.subarray(0, 64 * 1024),
    open: async function* () {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    },
  }
}

export interface Imported extends ImportOutcome {
  targets: ImportedTarget[]
}

/** Reads a file with an importer that must know it. */
export async function importWith(importer: Importer, source: Source): Promise<Imported> {
  if (!importer.recognises(headText(source.head), source)) throw new Error(`${importer.format} does not know ${source.name}`)
  const targets: ImportedTarget[] = []
  const outcome = await importer.read(source, (target) => {
    targets.push(target)
  })
  return {...outcome, targets}
}

export function droppedOf({dropped}: ImportOutcome): number {
  return dropped.reduce((sum, {count}) => sum + count, 0)
}
