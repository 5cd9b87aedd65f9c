import type {Dirent} from 'node:fs'
import {lstat, readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {endingsFile, markerFile} from '../../windows/folder-layout.ts'
import type {FolderFiles, Source} from '../importer.ts'

/** Registry trees of a PC with 3,000 programs are about 10 MB. */
const maxFileBytes = 64 * 1024 ** 2
const maxTotalBytes = 512 * 1024 ** 2
const maxFiles = 2000
/** Folders that are looked through for results of collect.cmd: the stick, "ket-qua", one a PC. */
const maxDepth = 3

/** Plain names only: a folder on a stick comes from anywhere, and a link in it could lead anywhere. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/

/** Folders of collect.cmd at or below a path, sorted; empty when the path is no folder or holds none. */
export async function findResultFolders(path: string): Promise<string[]> {
  const info = await lstat(path).catch(() => undefined)
  return info?.isDirectory() ? (await search(path, maxDepth)).sort() : []
}

async function search(path: string, depth: number): Promise<string[]> {
  const entries: Dirent[] = await readdir(path, {withFileTypes: true}).catch(() => [])
  if (entries.some((entry) => entry.isFile() && entry.name.toLowerCase() === markerFile)) return [path]
  if (depth === 0) return []
  const folders = entries.filter((entry) => entry.isDirectory()).slice(0, maxFiles)
  const found: string[] = []
  for (const {name} of folders) found.push(...(await search(join(path, name), depth - 1)))
  return found
}

/** A folder of collect.cmd as a source; what is too large, no plain file or oddly named is left out and said. */
export async function openResultFolder(path: string): Promise<Source> {
  const files = new Map<string, Uint8Array>()
  const refused: FolderFiles['refused'] = []
  let total = 0
  const entries = (await readdir(path, {withFileTypes: true})).sort((a, b) => (a.name < b.name ? -1 : 1))
  let endedAt: Date | undefined
  for (const entry of entries) {
    const place = join(path, entry.name)
    if (!entry.isFile() || !plainName.test(entry.name) || files.size >= maxFiles) {
      refused.push({name: entry.name, reason: 'not-plain'})
      continue
    }
    const info = await lstat(place)
    if (!info.isFile() || info.size > maxFileBytes || total + info.size > maxTotalBytes) {
      refused.push({name: entry.name, reason: 'too-large'})
      continue
    }
    total += info.size
    files.set(entry.name, await readFile(place))
    if (entry.name.toLowerCase() === endingsFile) endedAt = info.mtime
  }
  const bytes = [...files.values()]
  return {
    name: path,
    sizeBytes: total,
    head: new Uint8Array(0),
    open: () => pieces(bytes),
    files: {names: [...files.keys()], read: (name) => files.get(name), refused, endedAt},
  }
}

async function* pieces(bytes: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bytes
}
