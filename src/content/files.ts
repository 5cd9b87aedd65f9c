import {existsSync, readdirSync} from 'node:fs'
import {join, relative, sep} from 'node:path'
import {packageRoot} from '../lib/package-root.ts'

/** Folder that holds `checks/`, `policies/` and `reports/`. */
export const defaultContentRoot = packageRoot

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
