// Bundles src/ and the libraries it uses to dist/ and writes oclif's manifest: a command that starts reads a dozen files
// in place of eight hundred, and not those of other commands. Types are checked by `npm run typecheck`.
import {cpSync, globSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {rolldown} from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
rmSync(join(root, 'dist'), {recursive: true, force: true})
rmSync(join(root, 'oclif.manifest.json'), {force: true})
// What Node compiled of an older bundle is of no use to anybody.
rmSync(join(root, 'node_modules/.cache/stp-sec'), {recursive: true, force: true})

/** What is loaded by its path: commands and hooks by oclif, workers by threads, content by this script. */
const entries = ['commands/**/*.ts', 'cli/{main,help,command-not-found}.ts', '**/*-worker.ts', 'content/content.ts']
/** Left as packages: they look for files beside their own, or are seldom needed. */
const external = ['pdfkit', 'node-cron', 'yaml', /^@expo-google-fonts\//]
/** All of undici would be a third of what `probe` loads: fetch, web sockets, caches and mocks, of which nothing is used. */
const undiciParts = {
  name: 'undici-parts',
  load: {
    filter: {id: /node_modules[\\/]undici[\\/]index\.js$/},
    handler: () => `
      const Dispatcher = require('./lib/dispatcher/dispatcher')
      Object.assign(Dispatcher.prototype, require('./lib/api'))
      module.exports.Agent = require('./lib/dispatcher/agent')
      module.exports.EnvHttpProxyAgent = require('./lib/dispatcher/env-http-proxy-agent')
    `,
  },
}

const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries(
    globSync(
      entries.map((entry) => `src/${entry}`),
      {cwd: root},
    ).map((file) => [file.slice('src/'.length, -'.ts'.length), file]),
  ),
  platform: 'node',
  external,
  plugins: [undiciParts],
  // Libraries of the older kind of module ask so for their place.
  transform: {define: {__filename: 'import.meta.filename', __dirname: 'import.meta.dirname'}},
  tsconfig: join(root, 'tsconfig.json'),
  onLog(level, log, handle) {
    // Else it would be missed only by who runs the command that needs it.
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
    if (level === 'warn') console.error(log.message)
    else handle(level, log)
  },
})
await bundle.write({dir: join(root, 'dist'), format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js'})
await bundle.close()

// Scripts that run on other PCs are shipped as they are.
cpSync(join(root, 'src/windows/scripts'), join(root, 'dist/windows/scripts'), {recursive: true})

const {Plugin} = await import('../dist/cli/main.js')
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
