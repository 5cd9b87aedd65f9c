import type {AddedKey, RegistryBuilder, RegistryData} from '../registry.ts'

const types =
  'REG_SZ|REG_EXPAND_SZ|REG_MULTI_SZ|REG_DWORD|REG_DWORD_BIG_ENDIAN|REG_QWORD|REG_BINARY|REG_NONE|REG_LINK|REG_FULL_RESOURCE_DESCRIPTOR|REG_RESOURCE_LIST|REG_RESOURCE_REQUIREMENTS_LIST'
const valueLine = new RegExp(`^ {4}(.*?) {4}(${types})(?: {4}(.*))?$`)
const keyLine = /^(?:HKEY_[A-Z_]+)(?:\\.*)?$/

/** How `reg query` was asked. */
export interface QueryShape {
  /** The key that was asked for. */
  key: string
  /** Only values whose names contain this (`/f TEXT /v`). */
  filter?: string | undefined
  /** Only the value of this name (`/v NAME`), with `recursive` of every key below. */
  value?: string | undefined
  recursive?: boolean | undefined
}

/**
 * Reads what `reg query` printed. Its words are in the language of Windows, keys, names and types are not. Letters outside the code
 * page of the console are lost on the way: only what is plain by nature is asked for in this way. Returns what is wrong.
 */
export function addRegQuery(text: string, shape: QueryShape, registry: RegistryBuilder): string | undefined {
  const printed = new Map<string, {values: [string, RegistryData][]; path: string}>()
  const children: string[] = []
  const top = fullPath(shape.key)
  let current = top
  let found = false
  for (const line of text.split(/\r?\n/)) {
    const value = valueLine.exec(line)
    if (value) {
      const [, name = '', type = '', data = ''] = value
      found = true
      entry(printed, current).values.push([/^\(.*\)$/.test(name) ? '' : name, readData(type, data)])
    } else if (keyLine.test(line.trimEnd())) {
      const path = line.trimEnd()
      found = true
      if (shape.recursive || same(path, top)) {
        current = path
        entry(printed, path)
      } else if (isChild(path, top)) {
        children.push(path.slice(top.length + 1))
        current = path
      }
    }
  }
  if (!found) return 'it printed no key and no value'
  const flat = shape.filter === undefined && shape.value === undefined && !shape.recursive
  for (const {path, values} of printed.values()) {
    const added: AddedKey = {values}
    if (flat && same(path, top)) Object.assign(added, {valuesComplete: true, children, childrenComplete: true})
    // A search that finds nothing prints only a sentence: it is believed where it printed something.
    if (shape.filter !== undefined && values.length > 0) added.filter = shape.filter
    registry.add(path, added)
  }
  if (shape.recursive && shape.value !== undefined) registry.add(top, {searched: shape.value})
  if (flat && printed.size === 0) registry.add(top, {valuesComplete: true, children, childrenComplete: true})
  return undefined
}

function entry(printed: Map<string, {values: [string, RegistryData][]; path: string}>, path: string) {
  const key = path.toLowerCase()
  const known = printed.get(key) ?? {values: [], path}
  printed.set(key, known)
  return known
}

function fullPath(key: string): string {
  return key
    .replace(/^HKLM(?=\\|$)/i, 'HKEY_LOCAL_MACHINE')
    .replace(/^HKU(?=\\|$)/i, 'HKEY_USERS')
    .replace(/^HKCU(?=\\|$)/i, 'HKEY_CURRENT_USER')
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
const isChild = (path: string, top: string) =>
  path.toLowerCase().startsWith(`${top.toLowerCase()}\\`) && !path.slice(top.length + 1).includes('\\')

function readData(type: string, data: string): RegistryData {
  if (type === 'REG_DWORD' || type === 'REG_QWORD') return /^0x[0-9a-f]{1,13}$/i.test(data) ? Number(data) : data
  if (type === 'REG_MULTI_SZ') return data.split('\\0').filter((item) => item !== '')
  if (type === 'REG_SZ' || type === 'REG_EXPAND_SZ') return data
  return Uint8Array.from((data.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)))
}
