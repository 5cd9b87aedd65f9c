import {createHash} from 'node:crypto'
import {readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {ExpectedFields, RegisterWords} from '../model/register-words.ts'
import {defaultContentRoot} from './files.ts'

const wordsPath = 'reports/register-fields.yaml'
const cachePath = join('dist', 'register-words.json')

/**
 * What the fields of the register are called; stops with file and line where a field has no words, or words no field.
 * Linted once: as long as file and fields stay the same to the byte, the result is read back, which saves each command 0.2 s.
 */
export async function loadRegisterWords(expected: ExpectedFields, root: string = defaultContentRoot): Promise<RegisterWords> {
  const hash = hashOf(expected, join(root, wordsPath))
  const cached = readCache(root, hash)
  if (cached) return cached
  const words = await lintRegisterWords(expected, root)
  writeCache(root, {hash, words})
  return words
}

export async function lintRegisterWords(expected: ExpectedFields, root: string = defaultContentRoot): Promise<RegisterWords> {
  const [{registerWordsFor}, {readYamlFile}, {validateFile}] = await Promise.all([
    import('../model/register-words.ts'),
    import('./yaml-file.ts'),
    import('./validate.ts'),
  ])
  return validateFile(readYamlFile(join(root, wordsPath), wordsPath), registerWordsFor(expected))
}

interface Cache {
  hash: string
  words: RegisterWords
}

function hashOf(expected: ExpectedFields, path: string): string | undefined {
  try {
    return createHash('sha256').update(JSON.stringify(expected)).update(readFileSync(path)).digest('hex')
  } catch {
    // The linter says what is wrong with the file.
    return undefined
  }
}

function readCache(root: string, hash: string | undefined): RegisterWords | undefined {
  try {
    const cache = JSON.parse(readFileSync(join(root, cachePath), 'utf8')) as Cache
    return cache.hash === hash ? cache.words : undefined
  } catch {
    // A cache that cannot be read costs time, nothing else.
    return undefined
  }
}

function writeCache(root: string, cache: {hash: string | undefined; words: RegisterWords}): void {
  const temporary = join(root, `${cachePath}.${process.pid}`)
  try {
    writeFileSync(temporary, JSON.stringify(cache))
    renameSync(temporary, join(root, cachePath))
  } catch {
    // An installation that this user may not change works without.
  }
}
