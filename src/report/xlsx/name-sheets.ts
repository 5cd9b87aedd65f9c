import type {Block, Section, Table} from '../document.ts'

/** A table with the name of its sheet and the words above it. */
export interface NamedTable {
  name: string
  about: string
  orientation: Section['orientation']
  table: Table
}

const longestName = 31

/** Names sheets after the appendix or the heading a table stands under; names of sheets are short and unique. */
export function nameSheets(blocks: readonly Block[]): NamedTable[] {
  const named: NamedTable[] = []
  const taken = new Set<string>()
  let label = ''
  let title = ''
  let orientation: Section['orientation'] = 'portrait'
  for (const block of blocks) {
    if (block.kind === 'section') {
      orientation = block.orientation
      label = block.label ?? ''
      title = block.title ?? ''
    } else if (block.kind === 'heading') {
      label = block.text
      title = ''
    } else if (block.kind === 'table') {
      const about = [label, title, block.caption].filter((part) => part !== undefined && part !== '').join('. ')
      named.push({name: uniqueName(label || block.caption || about, taken), about, orientation, table: block})
    }
  }
  return named
}

function uniqueName(wanted: string, taken: Set<string>): string {
  const plain =
    wanted
      .normalize('NFC')
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet'
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` (${number})`
    const name = `${plain.slice(0, longestName - suffix.length).trim()}${suffix}`
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}
