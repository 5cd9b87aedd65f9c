import type {ReadBudget} from './read-budget.ts'
import {attribute, feedXml, type XmlHandler} from './read-xml.ts'
import type {RowSink, Where} from './types.ts'
import {inflateEntry, readZipDirectory, type ZipEntry} from './zip-archive.ts'

/** An office file in a ZIP: its parts by name, read one at a time as they unpack. */
export interface OfficeParts {
  names: string[]
  has(name: string): boolean
  entry(name: string): ZipEntry | undefined
  xml(name: string, handler: XmlHandler): void
}

export function openOfficeParts(bytes: Uint8Array, budget: ReadBudget): OfficeParts {
  const {entries, more} = readZipDirectory(bytes, budget.limits.officeParts)
  if (more > 0) budget.skip('too-many-parts', undefined, more)
  const byName = new Map(entries.map((entry) => [entry.name.replaceAll('\\', '/').replace(/^\/+/, ''), entry]))
  return {
    names: [...byName.keys()],
    has: (name) => byName.has(name),
    entry: (name) => byName.get(name),
    xml(name, handler) {
      const entry = byName.get(name)
      if (!entry) return
      const feed = feedXml(handler)
      inflateEntry(bytes, entry, budget, (chunk) => feed.write(chunk))
      feed.end()
    },
  }
}

/** Targets of the relations of a part, by id; targets outside the file are left out. */
export function readRelations(parts: OfficeParts, part: string): Map<string, string> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const targets = new Map<string, string>()
  parts.xml(`${folder}_rels/${part.slice(folder.length)}.rels`, {
    open(name, attributes) {
      const id = attribute(attributes, 'Id')
      const target = attribute(attributes, 'Target')
      if (name !== 'Relationship' || !id || !target || attribute(attributes, 'TargetMode') === 'External') return
      targets.set(id, resolvePart(folder, target))
    },
  })
  return targets
}

function resolvePart(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const steps = folder.split('/').filter(Boolean)
  for (const step of target.split('/'))
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  return steps.join('/')
}

/** Every text of a part, each element's own as a paragraph: for parts whose shape does not matter. */
export function readLooseText(parts: OfficeParts, part: string, sink: RowSink, where: Where): void {
  let text = ''
  let paragraph = 0
  const give = () => {
    const done = text.trim()
    text = ''
    if (done !== '') sink({where: {...where, paragraph: ++paragraph}, cells: [done]})
  }
  parts.xml(part, {
    // Runs of one paragraph belong together; any other element ends what came before.
    open(name, attributes) {
      if (!inline.has(name)) give()
      const value = attributes['v']
      if (value !== undefined && value.length > 5) sink({where: {...where, paragraph: ++paragraph}, cells: [value]})
    },
    close(name) {
      if (!inline.has(name)) give()
    },
    text(piece) {
      text += piece
    },
  })
  give()
}

const inline = new Set([
  'r',
  't',
  'rPr',
  'lang',
  'latin',
  'cs',
  'ea',
  'b',
  'i',
  'u',
  'color',
  'sz',
  'rFont',
  'family',
  'charset',
  'scheme',
  'solidFill',
  'srgbClr',
])
