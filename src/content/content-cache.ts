import {createHash} from 'node:crypto'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Check} from '../model/check.ts'
import type {JudgedLibraries} from '../model/js-libraries.ts'
import type {LegalBasis} from '../model/legal-basis.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {Policy} from '../model/policy.ts'
import type {SoftwareRules} from '../model/software-rules.ts'
import type {Stricter} from '../model/stricter.ts'
import type {WindowsBuilds} from '../model/windows-builds.ts'
import {yamlFilesBelow} from './files.ts'
import type {Words} from './load-reports.ts'

/**
 * Linted content in one JSON file, made by the build: reading 120 YAML files and checking each expression takes half a
 * second, this takes 30 ms. It is used only while the files it was made from are unchanged to the byte.
 */
export interface ContentCache {
  hash: string
  checks: Check[]
  policies: Policy[]
  legalBasis: LegalBasis
  stricter: Stricter
  lifecycle: LifecycleProduct[]
  windowsBuilds: WindowsBuilds
  software: SoftwareRules
  libraries: JudgedLibraries
  words: Words
}

const cachePath = join('dist', 'content-cache.json')

export function hashContent(root: string): string {
  const hash = createHash('sha256').update('stp-sec content 4')
  for (const folder of ['checks', 'policies', 'reports'])
    for (const {path, shownAs} of yamlFilesBelow(root, folder)) {
      const bytes = readFileSync(path)
      hash.update(`\0${shownAs}\0${bytes.length}\0`).update(bytes)
    }
  return hash.digest('hex')
}

export function readContentCache(root: string): ContentCache | undefined {
  const path = join(root, cachePath)
  if (!existsSync(path)) return undefined
  try {
    const cache = JSON.parse(readFileSync(path, 'utf8')) as ContentCache
    return cache.hash === hashContent(root) ? cache : undefined
  } catch {
    // A cache that cannot be read costs time, nothing else.
    return undefined
  }
}

export function writeContentCache(root: string, cache: ContentCache): void {
  writeFileSync(join(root, cachePath), JSON.stringify(cache))
}
