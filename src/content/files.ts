import {existsSync, readdirSync} from 'node:fs'
import {join, relative, sep} from 'node:path'

/** Folder that holds `checks/`, `policies/` and `reports/`: two levels above this file, in source and compiled. */
export const defaultContentRoot = join(import.meta.dirname, '..', '..')

/** YAML files below a folder, sorted, with their path as shown in messages. */
export function yamlFilesBelow(root: string, folder: string): {path: string; shownAs: string}[] {
  const start = join(root, folder)
  if (!existsSync(start)) return []
  return readdirSync(start, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({path, shownAs: relative(root, path).split(sep).join('/')}))
}
