import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {packageRoot} from './lib/package-root.ts'

const pack = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {name: string; version: string}

export const toolName = pack.name
export const toolVersion = pack.version

export const tool = {name: toolName, version: toolVersion}
