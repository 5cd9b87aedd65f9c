// Compiles src/ to dist/ and writes oclif's manifest, so that starting up need not load every command.
import {spawnSync} from 'node:child_process'
import {cpSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
rmSync(join(root, 'dist'), {recursive: true, force: true})
rmSync(join(root, 'oclif.manifest.json'), {force: true})
const {status} = spawnSync(process.execPath, [compiler, '-p', root], {stdio: 'inherit', cwd: root})
if (status !== 0) process.exit(status ?? 1)

// Scripts that run on other PCs are shipped as they are.
cpSync(join(root, 'src/windows/scripts'), join(root, 'dist/windows/scripts'), {recursive: true})

const {Plugin} = await import('@oclif/core')
const plugin = new Plugin({root, ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true})
await plugin.load()
writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`)

const {buildContentCache} = await import('../dist/content/content.js')
try {
  buildContentCache(root)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
