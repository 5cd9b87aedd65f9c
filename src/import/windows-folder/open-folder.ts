import type {Dirent} from 'node:fs'
import {lstat, readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {UserError} from '../../lib/user-error.ts'
import type {Localized} from '../../model/text.ts'
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

/** Folders that systems make on a stick; they open to nobody and hold no results. */
const systemFolders = new Set(['system volume information', '$recycle.bin', 'lost+found'])

export interface ResultFolders {
  isFolder: boolean
  /** Folders of collect.cmd, sorted. */
  found: string[]
  /** Folders that could not be looked through. */
  unread: UserError[]
}

/** Looks for folders of collect.cmd at or below a path; a path that is no folder gives none. */
export async function findResultFolders(path: string): Promise<ResultFolders> {
  const info = await lstat(path).catch(() => undefined)
  const folders: ResultFolders = {isFolder: info?.isDirectory() ?? false, found: [], unread: []}
  if (folders.isFolder) await search(path, maxDepth, folders)
  folders.found.sort()
  return folders
}

async function search(path: string, depth: number, into: ResultFolders): Promise<void> {
  let entries: Dirent[]
  try {
    entries = await readdir(path, {withFileTypes: true})
  } catch (error) {
    into.unread.push(unreadFolder(path, {vi: 'Không mở được thư mục này', en: 'This folder cannot be opened'}, error))
    return
  }
  if (entries.some((entry) => entry.isFile() && entry.name.toLowerCase() === markerFile)) {
    into.found.push(path)
    return
  }
  if (depth === 0) return
  const folders = entries.filter((entry) => entry.isDirectory() && !systemFolders.has(entry.name.toLowerCase()))
  if (folders.length > maxFiles)
    into.unread.push(
      unreadFolder(path, {
        vi: `Thư mục có ${folders.length} thư mục con; chỉ ${maxFiles} thư mục đầu được tìm`,
        en: `The folder holds ${folders.length} folders; only the first ${maxFiles} were looked through`,
      }),
    )
  for (const {name} of folders.slice(0, maxFiles)) await search(join(path, name), depth - 1, into)
}

function unreadFolder(path: string, what: Localized, cause?: unknown): UserError {
  const next = {
    vi: 'Nhập riêng thư mục "ket-qua" hoặc thư mục của từng máy; kiểm tra quyền đọc và USB.',
    en: 'Import the folder "ket-qua" or the folder of each PC by itself; check the rights and the stick.',
  }
  return new UserError({code: 'folder-unread', what, where: path, next}, cause)
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
