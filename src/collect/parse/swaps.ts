import {unescapeOctal} from './mountinfo.ts'

/** Swap areas of /proc/swaps; undefined when even the heading is missing. */
export function parseSwaps(text: string): {path: string; file: boolean}[] | undefined {
  const [header, ...lines] = text.split('\n')
  if (!header?.startsWith('Filename')) return undefined
  return lines.flatMap((line) => {
    const [path, type] = line.trim().split(/\s+/)
    return path && type ? [{path: unescapeOctal(path.replace(/\\040\(deleted\)$/, '')), file: type === 'file'}] : []
  })
}
