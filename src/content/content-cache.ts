import {createHash} from 'node:crypto'
import {readFileSync, statSync, writeFileSync} from 'node:fs'
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
 * Linted content in two JSON files, made by the build: reading 600 YAML files and checking each expression takes seconds, this takes
 * 30 ms. It is used only while the files it was made from are unchanged.
 */
export interface ContentCache {
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

/** What the files were when the cache was made. */
interface Origin {
  /** Sizes and times: quickly looked at. Other times prove no change, since a copy of the folder has them too. */
  stamp: string
  /** Of every byte. */
  hash: string
}

const cachePath = join('dist', 'content-cache.json')
/** Nearly half of all, and many commands need none of it. */
const policiesPath = join('dist', 'content-policies.json')

/**
 * The cache, undefined where there is none, or the files were changed. Its catalogues are read when they are first asked for, and are
 * undefined where they do not belong to it.
 */
export function readContentCache(root: string): (Omit<ContentCache, 'policies'> & {policies(): Policy[] | undefined}) | undefined {
  try {
    const {stamp, hash, ...rest} = JSON.parse(readFileSync(join(root, cachePath), 'utf8')) as Origin & Omit<ContentCache, 'policies'>
    if (stamp !== stampOf(root) && hash !== hashOf(root)) return undefined
    return {...rest, policies: () => readPolicies(root, hash)}
  } catch {
    // A cache that cannot be read costs time, nothing else.
    return undefined
  }
}

function readPolicies(root: string, hash: string): Policy[] | undefined {
  try {
    const stored = JSON.parse(readFileSync(join(root, policiesPath), 'utf8')) as Pick<Origin, 'hash'> & Pick<ContentCache, 'policies'>
    return stored.hash === hash ? stored.policies : undefined
  } catch {
    return undefined
  }
}

export function writeContentCache(root: string, {policies, ...rest}: ContentCache): void {
  const origin: Origin = {stamp: stampOf(root), hash: hashOf(root)}
  writeFileSync(join(root, policiesPath), JSON.stringify({hash: origin.hash, policies}))
  writeFileSync(join(root, cachePath), JSON.stringify({...origin, ...rest}))
}

const contentFiles = (root: string) => ['checks', 'policies', 'reports'].flatMap((folder) => yamlFilesBelow(root, folder))

/** The time of the last change of a file's state is nothing that a program can set, so no edit leaves it as it was. */
function stampOf(root: string): string {
  const hash = createHash('sha256').update('stp-sec content 5')
  for (const {path, shownAs} of contentFiles(root)) {
    const {size, mtimeMs, ctimeMs} = statSync(path)
    hash.update(`${shownAs} ${size} ${mtimeMs} ${ctimeMs}\0`)
  }
  return hash.digest('hex')
}

function hashOf(root: string): string {
  const hash = createHash('sha256').update('stp-sec content 5')
  for (const {path, shownAs} of contentFiles(root)) {
    const bytes = readFileSync(path)
    hash.update(`\0${shownAs}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}
