import type {ImportedTarget, Importer, ImportOutcome, Source} from '../../src/import/importer.ts'
import {headText} from '../../src/import/text.ts'

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
