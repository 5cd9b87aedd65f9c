// Runs at the end of `npm ci`: builds, so that `npx stp-sec` works at once. Where developer tools were left out, a built
// package is used as it is.
import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const [major = 0] = process.versions.node.split('.').map(Number)

if (!existsSync(at('../node_modules/rolldown'))) {
  if (!existsSync(at('../dist')))
    console.error('stp-sec: the bundler is not installed, so nothing was built. Run "npm ci" without --omit=dev.')
} else if (major < 22) {
  console.error(
    `stp-sec: npm scripts run on Node ${process.versions.node}, but Node 22.19 or newer is needed and the optional package with Node 24\n` +
      'for this platform is missing. Run "npm ci" without --omit=optional, or install Node 24.',
  )
  process.exit(1)
} else {
  const {status} = spawnSync(process.execPath, [at('build.js')], {stdio: 'inherit'})
  process.exit(status ?? 1)
}
