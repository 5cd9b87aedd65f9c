import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {UserError} from '../lib/user-error.ts'

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** Earlier versions that the list remembers. */
const mostHashes = 60

/**
 * Writes the files of a report beside a list of their hashes. A file that somebody has changed since is never lost: it
 * is refused unless forced. Nothing is written before all of them have been looked at.
 */
export async function writeReportFiles(
  folder: string,
  name: string,
  files: ReadonlyMap<string, Uint8Array>,
  force: boolean,
): Promise<string[]> {
  const listPath = join(folder, `${name}.sha256`)
  const known = new Set((await readIfThere(listPath))?.toString('utf8').match(/^[0-9a-f]{64}/gm) ?? [])
  const entries = [...files].map(([extension, data]) => ({file: `${name}.${extension}`, data, hash: sha256(data)}))
  for (const {file, hash} of entries) {
    const old = await readIfThere(join(folder, file))
    if (old && !force && sha256(old) !== hash && !known.has(sha256(old))) throw changedByHand(join(folder, file))
  }
  const {writeSafely} = await import('../store/write-safely.ts')
  // The list first: a crash in between must not make a file of ours look like one changed by hand.
  const hashes = [...known].filter((hash) => entries.every((entry) => entry.hash !== hash))
  const list = [...entries.map(({hash, file}) => `${hash}  ${file}`), ...hashes.map((hash) => `${hash}  (older)`)].slice(0, mostHashes)
  await writeSafely(listPath, Buffer.from(list.map((line) => `${line}\n`).join('')))
  for (const {file, data} of entries) await writeSafely(join(folder, file), data)
  return entries.map(({file}) => join(folder, file))
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function changedByHand(path: string): UserError {
  return new UserError({
    code: 'changed-by-hand',
    what: {
      vi: 'Tệp đã được sửa sau lần lập trước, nên không ghi đè',
      en: 'The file was changed since it was written and is not overwritten',
    },
    where: path,
    next: {vi: 'Dùng --out với thư mục khác, hoặc --force để ghi đè.', en: 'Give another folder with --out, or overwrite with --force.'},
  })
}
