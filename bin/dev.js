#!/usr/bin/env -S node
// Runs the TypeScript source directly: Node 24 strips the types.
import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {Config, Errors, flush, run} from '@oclif/core'
import '../src/cli/main.ts'
import {endQuietlyOnClosedPipe} from './closed-pipe.js'

endQuietlyOnClosedPipe()

const root = fileURLToPath(new URL('..', import.meta.url))
const pjson = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
pjson.oclif.commands = './src/commands'
const config = new Config({root, pjson, ignoreManifest: true})
await config.load()
await run(process.argv.slice(2), config)
  .then(() => flush())
  .catch((error) => Errors.handle(error))
