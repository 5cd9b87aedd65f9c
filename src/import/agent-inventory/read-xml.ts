import {cleanText} from '../clean.ts'
import type {Source} from '../importer.ts'
import {readXml} from '../xml.ts'
import {addEntry, emptyInventory, fieldOf, type Inventory, maxFields, maxValue, type Section, sectionOf} from './inventory.ts'

/** REQUEST / CONTENT / section / field: where things stand in the XML of FusionInventory and OCS. */
const contentDepth = 2
const sectionDepth = 3

/** Reads the XML of FusionInventory and OCS. Of an entry that was cut off nothing is kept. */
export async function readXmlInventory(source: Source): Promise<Inventory> {
  const inventory = emptyInventory()
  const path: string[] = []
  let section: Section | undefined
  let entry: Record<string, string> = {}
  let fields = 0
  let text = ''
  let leaf = false

  const keep = (depth: number) => {
    const value = cleanText(text, maxValue)
    if (depth === contentDepth && leaf) readHead(inventory, path[1] ?? '', value)
    if (section === undefined || depth <= sectionDepth || !leaf || value === undefined || fields >= maxFields) return
    const key = fieldOf(path.slice(sectionDepth).join('.'))
    if (key in entry) return
    entry[key] = value
    fields++
  }
  inventory.incomplete =
    (await readXml(source, {
      open: (name, _attributes, depth) => {
        path.length = depth - 1
        path.push(name)
        text = ''
        leaf = true
        if (depth !== sectionDepth || path[1] !== 'CONTENT') return
        section = sectionOf(name)
        entry = {}
        fields = 0
      },
      text: (piece) => {
        if (text.length < maxValue * 4) text += piece
      },
      close: (_name, depth) => {
        keep(depth)
        if (depth === sectionDepth && path[1] === 'CONTENT') {
          if (section === undefined) inventory.unused++
          else if (!addEntry(inventory, section, entry)) inventory.unused++
          section = undefined
        }
        path.length = Math.max(0, depth - 1)
        text = ''
        leaf = false
      },
      // Only of what may be a field: the end of one is no beginning.
      wantsText: () => leaf && (path.length === contentDepth || (section !== undefined && path.length > sectionDepth)),
      flush: async () => {},
    })) ?? inventory.incomplete
  return inventory
}

function readHead(inventory: Inventory, name: string, value: string | undefined): void {
  if (value === undefined) return
  if (name === 'QUERY') inventory.action = value.toLowerCase()
  else if (name === 'DEVICEID') inventory.deviceId ??= value
}
