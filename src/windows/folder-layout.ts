/** Files that collect.cmd writes beside the answers of its steps. */
export const markerFile = 'stp-sec.txt'
/** One line a step, "FILE CODE", as each ended; "end 0" when all were asked. */
export const endingsFile = 'steps.txt'
/** Size in bytes of each other file when all steps were done, "FILE SIZE"; the file of endings grew by one line since. */
export const sizesFile = 'sizes.txt'
export const folderSchema = 'stp-sec/windows-folder/1'

/** What collect.cmd says of itself in its marker file. */
export interface FolderMarker {
  profile: 'full' | 'minimal'
  elevated: boolean
}

/** Reads the marker: lines "name=value". Undefined when it is of another schema. */
export function readMarker(text: string): FolderMarker | undefined {
  const values = new Map(text.split(/\r?\n/).map((line) => [line.split('=')[0]?.trim() ?? '', line.slice(line.indexOf('=') + 1).trim()]))
  if (values.get('schema') !== folderSchema) return undefined
  return {profile: values.get('profile') === 'minimal' ? 'minimal' : 'full', elevated: values.get('elevated') === '1'}
}

/** Exit codes of the steps by file, and whether the last one was reached. */
export function readEndings(text: string): {codes: Map<string, number>; complete: boolean} {
  const codes = readNumbers(text)
  return {codes, complete: codes.has('end')}
}

/** Lines "NAME NUMBER". */
export function readNumbers(text: string): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const line of text.split(/\r?\n/)) {
    const found = /^(\S+)\s+(-?\d{1,11})\s*$/.exec(line)
    if (found) numbers.set(found[1] ?? '', Number(found[2]))
  }
  return numbers
}
