import {present} from '../../lib/present.ts'
import type {SoftwareItem} from '../../model/facts/software.ts'
import {cleanText} from '../clean.ts'

export interface Component {
  item: SoftwareItem
  isSoftware: boolean
  /** The operating system itself: the bill covers a machine. */
  isSystem: boolean
}

const softwareTypes = new Set(['application', 'framework', 'library', 'platform', 'operating-system', 'device-driver', 'firmware'])
const maxDepth = 8
/** Package managers by the type of a package URL. */
const managers: Readonly<Record<string, SoftwareItem['source']>> = {
  deb: 'dpkg',
  rpm: 'rpm',
  apk: 'apk',
  alpm: 'pacman',
  snap: 'snap',
  flatpak: 'flatpak',
}

interface Raw {
  type?: unknown
  name?: unknown
  group?: unknown
  version?: unknown
  publisher?: unknown
  supplier?: {name?: unknown}
  scope?: unknown
  purl?: unknown
  components?: unknown
}

/** A component with those that stand inside it, the outer one first. */
export function componentsOf(value: unknown, depth = 0): Component[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const raw = value as Raw
  const inner = Array.isArray(raw.components) && depth < maxDepth ? raw.components : []
  return [componentOf(raw), ...inner.flatMap((component) => componentsOf(component, depth + 1))]
}

function componentOf(raw: Raw): Component {
  const text = (field: unknown) => (typeof field === 'string' ? cleanText(field, 500) : undefined)
  const name = text(raw.name)
  const group = text(raw.group)
  const type = typeof raw.type === 'string' ? raw.type : ''
  const isSoftware = name !== undefined && softwareTypes.has(type) && raw.scope !== 'excluded'
  const manager = /^pkg:([a-z]+)\//.exec(text(raw.purl) ?? '')?.[1]
  const item: SoftwareItem = {
    // A group belongs to the name of libraries; packages of a system have none.
    name: group !== undefined && managers[manager ?? ''] === undefined ? `${group}/${name ?? ''}` : (name ?? ''),
    version: text(raw.version) ?? '',
    source: managers[manager ?? ''] ?? 'import',
    ...present({
      publisher: text(raw.publisher) ?? text(raw.supplier?.name),
      arch: /[?&]arch=([\w-]{1,20})/.exec(text(raw.purl) ?? '')?.[1],
    }),
  }
  return {item, isSoftware, isSystem: isSoftware && type === 'operating-system'}
}
