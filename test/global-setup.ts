import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {join} from 'node:path'

/** Tests of the command line run the compiled program; `npm ci` builds it, this catches a tree where it was removed. */
export default function setup(): void {
  const root = join(import.meta.dirname, '..')
  if (existsSync(join(root, 'dist', 'commands')) && existsSync(join(root, 'oclif.manifest.json'))) return
  const {status} = spawnSync(process.execPath, [join(root, 'bin', 'build.js')], {stdio: 'inherit'})
  if (status !== 0) throw new Error('the build failed; see above')
}
