import {existsSync} from 'node:fs'
import {dirname, join, relative, sep} from 'node:path'

/** Folder of our package.json. Looked for upwards: how deep built code lies is the bundler's business. */
export const packageRoot = folderWith('package.json', import.meta.dirname)

/** Folder below which our code lies: `src`, or `dist` once it is built. */
export const codeRoot = join(packageRoot, relative(packageRoot, import.meta.dirname).split(sep)[0] ?? '')

function folderWith(file: string, start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return folder
    if (folder === dirname(folder)) throw new Error(`no ${file} above ${start}`)
  }
}
