import {type Output, type Unseen, unseen} from './output.ts'

/** REG_SZ and its kin, numbers of 32 and 64 bits, REG_MULTI_SZ, anything else as bytes. */
export type RegistryData = string | number | string[] | Uint8Array

interface Node {
  path: string
  values: Map<string, {name: string; data: RegistryData}>
  /** Every value was printed; otherwise only names that contain one of `filters`, or those in `values`. */
  valuesComplete: boolean
  filters: string[]
  children: Map<string, string>
  childrenComplete: boolean
  /** Names of values that were searched for in every key below. */
  searched: string[]
}

/** A part of the registry of one PC as it was printed, and what of it was not. Names and paths are compared without case. */
export interface Registry {
  /** A value; undefined when it is known not to be there, unseen when nobody looked. */
  read(path: string, name: string): Output<RegistryData | undefined>
  /** Names of the keys below; undefined when the key is known not to be there. */
  keys(path: string): Output<string[] | undefined>
  /** All values of a key by name; undefined when the key is known not to be there. */
  values(path: string): Output<Map<string, RegistryData> | undefined>
}

export interface RegistryBuilder extends Registry {
  /** A key with what was printed of it. */
  add(path: string, entry: AddedKey): void
  /** Why nothing was printed of a key and what is below it. */
  fail(path: string, failure: Unseen): void
}

export interface AddedKey {
  values?: readonly (readonly [name: string, data: RegistryData])[]
  valuesComplete?: boolean
  /** Values whose names contain this were all printed. */
  filter?: string
  children?: readonly string[]
  childrenComplete?: boolean
  /** Every value of this name below the key was printed. */
  searched?: string
}

const hives: Record<string, string> = {hklm: 'hkey_local_machine', hku: 'hkey_users', hkcu: 'hkey_current_user', hkcr: 'hkey_classes_root'}

function normal(path: string): string {
  const [hive = '', ...rest] = path.toLowerCase().replace(/\\+$/, '').split('\\')
  return [hives[hive] ?? hive, ...rest].join('\\')
}

const parentOf = (key: string) => key.slice(0, Math.max(0, key.lastIndexOf('\\')))
const leafOf = (key: string) => key.slice(key.lastIndexOf('\\') + 1)

export function createRegistry(): RegistryBuilder {
  const nodes = new Map<string, Node>()
  const failures = new Map<string, Unseen>()

  const nodeAt = (path: string): Node => {
    const key = normal(path)
    const known = nodes.get(key)
    if (known) return known
    const node: Node = {
      path,
      values: new Map(),
      valuesComplete: false,
      filters: [],
      children: new Map(),
      childrenComplete: false,
      searched: [],
    }
    nodes.set(key, node)
    const parent = parentOf(key)
    if (parent !== '') nodeAt(parentOf(path)).children.set(leafOf(key), leafOf(path))
    return node
  }

  /** Whether a key that was not printed is known not to be there: the nearest key above it that was listed does not name it. */
  const isAbsent = (key: string): boolean => {
    for (let child = key; ; ) {
      const parent = parentOf(child)
      if (parent === '') return false
      const node = nodes.get(parent)
      if (node?.childrenComplete) return !node.children.has(leafOf(child))
      if (node?.children.has(leafOf(child))) return false
      child = parent
    }
  }

  const wasSearched = (key: string, name: string): boolean => {
    for (let above = key; above !== ''; above = parentOf(above)) if (nodes.get(above)?.searched.includes(name)) return true
    return false
  }

  const missing = (path: string): Unseen => {
    for (let key = normal(path); key !== ''; key = parentOf(key)) {
      const failure = failures.get(key)
      if (failure) return failure
    }
    return unseen('not-collected', `the registry key ${path} was not read`)
  }

  const absent = {ok: true, value: undefined} as const
  return {
    add: (path, {values = [], valuesComplete, filter, children = [], childrenComplete, searched}) => {
      const node = nodeAt(path)
      for (const [name, data] of values) node.values.set(name.toLowerCase(), {name, data})
      if (valuesComplete) node.valuesComplete = true
      if (filter !== undefined) node.filters.push(filter.toLowerCase())
      for (const child of children) node.children.set(child.toLowerCase(), child)
      if (childrenComplete) node.childrenComplete = true
      if (searched !== undefined) node.searched.push(searched.toLowerCase())
    },
    fail: (path, failure) => {
      failures.set(normal(path), failure)
    },
    read: (path, name) => {
      const key = normal(path)
      const node = nodes.get(key)
      const value = node?.values.get(name.toLowerCase())
      if (value) return {ok: true, value: value.data}
      if (node?.valuesComplete || node?.filters.some((filter) => name.toLowerCase().includes(filter))) return absent
      if (wasSearched(key, name.toLowerCase())) return absent
      return isAbsent(key) ? absent : missing(path)
    },
    keys: (path) => {
      const key = normal(path)
      const node = nodes.get(key)
      if (node?.childrenComplete) return {ok: true, value: [...node.children.values()]}
      return isAbsent(key) ? absent : missing(path)
    },
    values: (path) => {
      const key = normal(path)
      const node = nodes.get(key)
      if (node?.valuesComplete) return {ok: true, value: new Map([...node.values.values()].map(({name, data}) => [name, data]))}
      return isAbsent(key) ? absent : missing(path)
    },
  }
}

/** A value as a number: REG_DWORD, or digits in a text. Undefined when it is not there or is no number. */
export function numberOf(data: RegistryData | undefined): number | undefined {
  if (typeof data === 'number') return data
  return typeof data === 'string' && /^\s*\d{1,15}\s*$/.test(data) ? Number(data) : undefined
}

export function textOf(data: RegistryData | undefined): string | undefined {
  return typeof data === 'string' && data.trim() !== '' ? data.trim() : undefined
}
