import type {Localized} from '../../model/text.ts'
import {cleanText} from '../clean.ts'
import type {Source} from '../importer.ts'
import type {JsonPath} from '../json/plan.ts'
import {readJson} from '../json/read-json.ts'
import {addEntry, emptyInventory, fieldOf, type Inventory, maxFields, maxValue, sectionOf} from './inventory.ts'

const heads = new Set(['deviceid', 'action', 'itemtype'])

/**
 * Reads GLPI's JSON: `content` holds sections, each one entry or a list of them. Inventories may follow each other in a
 * file; what was complete of one that is cut off is handed on with the reason.
 */
export async function readJsonInventories(source: Source, take: (inventory: Inventory) => Promise<void>): Promise<Localized | undefined> {
  let inventory = emptyInventory()
  let own: Record<string, string> = {}
  let listed = 0
  const done: Inventory[] = []
  const hasAny = () => inventory.unused > 0 || Object.keys(inventory.sections).length > 0 || inventory.deviceId !== undefined

  const step = (path: JsonPath) => {
    const [first, name, key] = path
    if (path.length === 0 || (path.length === 1 && first === 'content')) return 'enter'
    if (path.length === 1) return heads.has(String(first)) ? 'take' : 'skip'
    if (path.length === 2) {
      own = {}
      listed = 0
      return 'enter'
    }
    if (typeof key === 'number') listed++
    if (sectionOf(String(name))) return 'take'
    if (typeof key === 'number') inventory.unused++
    return 'skip'
  }
  const takeValue = ([first, name, key]: JsonPath, value: unknown) => {
    if (first !== 'content') return readHead(inventory, String(first), value)
    const section = sectionOf(String(name))
    if (section === undefined) return
    if (typeof key === 'string') return addField(own, key, value)
    const entry: Record<string, string> = {}
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [field, inner] of Object.entries(value)) addField(entry, field, inner)
    if (!addEntry(inventory, section, entry)) inventory.unused++
  }
  const leave = (path: JsonPath) => {
    if (path.length === 0) {
      if (hasAny()) done.push(inventory)
      inventory = emptyInventory()
    }
    if (path.length !== 2 || listed > 0) return
    const section = sectionOf(String(path[1]))
    if (section === undefined) inventory.unused++
    else if (Object.keys(own).length > 0) addEntry(inventory, section, own)
  }
  const flush = async () => {
    for (const complete of done.splice(0)) await take(complete)
  }
  const incomplete = await readJson(source, {step, take: takeValue, leave, flush})
  if (!hasAny()) return incomplete
  inventory.incomplete ??= incomplete
  await take(inventory)
  return incomplete
}

function readHead(inventory: Inventory, name: string, value: unknown): void {
  const text = typeof value === 'string' ? cleanText(value) : undefined
  if (text === undefined) return
  if (name === 'deviceid') inventory.deviceId = text
  else if (name === 'action') inventory.action = text.toLowerCase()
  else if (name === 'itemtype') inventory.itemType = text
}

/** A field as text; one that holds fields itself becomes several, joined with a dot. Lists in fields are not read. */
function addField(entry: Record<string, string>, name: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [inner, item] of Object.entries(value)) if (typeof item !== 'object') addField(entry, `${name}.${inner}`, item)
    return
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return
  const text = cleanText(String(value), maxValue)
  const key = fieldOf(name)
  if (text !== undefined && !(key in entry) && Object.keys(entry).length < maxFields) entry[key] = text
}
