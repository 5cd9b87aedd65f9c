import type {Importer, Source} from './importer.ts'
import {nmap} from './nmap/nmap.ts'
import {headText} from './text.ts'

/** Every format that is read, in the order in which they are tried. */
export const importers: readonly Importer[] = [nmap]

/** The importer for a file, by what is in it. */
export function recognise(source: Source): Importer | undefined {
  const head = headText(source.head)
  return importers.find((importer) => importer.recognises(head, source))
}
