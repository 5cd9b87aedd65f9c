#!/usr/bin/env node
// Nothing but Node's own modules may be imported statically here: on an old Node the guard must run first.
import {createRequire} from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) await runOnBundledNode()
else await run()

async function run() {
  const {enableCompileCache} = await import('node:module')
  const {fileURLToPath} = await import('node:url')
  // Beside our own modules, never in a shared temporary folder where others could plant code.
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/stp-sec', import.meta.url)))
  const {endQuietlyOnClosedPipe} = await import('./closed-pipe.js')
  endQuietlyOnClosedPipe()
  const {execute} = await import('../dist/cli/main.js')
  await execute({dir: import.meta.url})
}

/** `npm ci` brings Node 24 as an optional package of this platform; the system's own Node may be older. */
async function runOnBundledNode() {
  const {spawnSync} = await import('node:child_process')
  const {dirname, join} = await import('node:path')
  const {existsSync} = await import('node:fs')
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  let executable
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    executable = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    executable = undefined
  }
  if (executable !== undefined && existsSync(executable)) {
    // The child gets Ctrl-C from the terminal as well; it decides, this process only passes the result on.
    process.on('SIGINT', () => {})
    const {status, signal} = spawnSync(executable, process.argv.slice(1), {stdio: 'inherit'})
    process.exit(status ?? (signal === 'SIGINT' ? 130 : 1))
  }
  console.error(
    `stp-sec cần Node.js 22.19 trở lên, máy này có ${process.versions.node} và chưa có gói ${name}.\n` +
      'Hãy chạy "npm ci" (không dùng --omit=optional), hoặc cài Node.js 24.\n' +
      `stp-sec needs Node.js 22.19 or newer; this is ${process.versions.node} and package ${name} is missing.\n` +
      'Run "npm ci" (without --omit=optional), or install Node.js 24.',
  )
  process.exit(2)
}
