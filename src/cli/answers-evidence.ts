import {stat} from 'node:fs/promises'
import {basename, resolve} from 'node:path'
import {UserError} from '../lib/user-error.ts'
import {storeEvidence} from '../store/evidence.ts'

/** A piece of evidence as given: a paper that lies elsewhere, or a file that is still to be copied. */
export interface GivenEvidence {
  title: string
  path?: string
}

/** What the flags name, once each file has been looked at; nothing is written yet. */
export async function findEvidence(flags: {evidence?: string[] | undefined; paper?: string[] | undefined}): Promise<GivenEvidence[]> {
  const files: GivenEvidence[] = []
  for (const given of flags.evidence ?? []) files.push(await findFile(given))
  return [...files, ...(flags.paper ?? []).map((title) => ({title}))]
}

/** Copies the files into the evidence store and gives each its SHA-256. */
export async function keepEvidence(folder: string, given: readonly GivenEvidence[]): Promise<{title: string; sha256?: string}[]> {
  const kept: {title: string; sha256?: string}[] = []
  for (const {title, path} of given) {
    if (path === undefined) kept.push({title})
    else kept.push({title, sha256: (await storeEvidence(folder, resolve(path))).sha256})
  }
  return kept
}

async function findFile(given: string): Promise<GivenEvidence> {
  const whole = await problemWith(given)
  if (whole === undefined) return {title: basename(given).normalize('NFC'), path: given}
  // A path may hold "=" itself: only what is no file is taken apart.
  const cut = given.indexOf('=')
  if (cut <= 0 || whole !== 'ENOENT') throw unusable(given, whole)
  const path = given.slice(cut + 1)
  const part = await problemWith(path)
  if (part !== undefined) throw unusable(path, part)
  return {title: given.slice(0, cut).trim(), path}
}

async function problemWith(path: string): Promise<string | undefined> {
  try {
    const info = await stat(path)
    if (!info.isFile()) return 'not-a-file'
    return info.size === 0 ? 'empty' : undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  }
}

function unusable(path: string, code: string): UserError {
  return new UserError({
    code: 'bad-evidence',
    what: {vi: `Không dùng được tệp bằng chứng (${code})`, en: `The file of evidence cannot be used (${code})`},
    where: path,
    next: {
      vi: 'Kiểm tra đường dẫn; tệp phải có nội dung. Tài liệu không có tệp: dùng --paper "tên, số, ngày".',
      en: 'Check the path; the file must hold something. For a paper without a file: --paper "title, number, date".',
    },
  })
}
