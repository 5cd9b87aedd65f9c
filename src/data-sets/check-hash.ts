import {createHash} from 'node:crypto'
import type {Voucher} from '../model/data-sets.ts'
import {refuse} from './refuse.ts'

/** What the bytes must hash to, and who said so. */
export interface ExpectedHash {
  sha256: string
  by: Extract<Voucher, 'hash' | 'hash-file'>
  /** Where it was given, for the message. */
  where: string
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Refuses bytes that are not those that somebody vouched for; returns their hash. */
export function requireHash(bytes: Uint8Array, expected: ExpectedHash | undefined, where: string): string {
  const sha256 = hashOf(bytes)
  if (expected && expected.sha256 !== sha256)
    throw refuse(
      'hash-differs',
      where,
      {
        vi: `Mã băm không khớp: tệp là ${sha256}, ${expected.where} ghi ${expected.sha256}`,
        en: `The hash differs: the file has ${sha256}, ${expected.where} says ${expected.sha256}`,
      },
      {
        vi: 'Tệp đã bị thay đổi hoặc bị cắt; tải lại từ nguồn và đối chiếu lại.',
        en: 'The file was altered or cut; get it again and compare.',
      },
    )
  return sha256
}

/** The hash for a file in the text of a `.sha256` file: a bare hash, or lines of `sha256sum`. */
export function hashInFile(text: string, name: string, where: string): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const parsed = lines.map((line) => /^\\?([0-9a-f]{64})(?:\s+[* ]?(.+))?$/i.exec(line.trim()))
  const named = parsed.find((match) => match?.[2]?.trim().split(/[\\/]/).pop() === name)
  const only = lines.length === 1 ? parsed[0] : undefined
  const found = (named ?? (only?.[2] === undefined ? only : undefined))?.[1]
  if (found === undefined)
    throw refuse('bad-hash-file', where, {
      vi: `Tệp mã băm không có SHA-256 của "${name}"`,
      en: `The hash file holds no SHA-256 of "${name}"`,
    })
  return found.toLowerCase()
}

/** A hash as a person types it. */
export function hashGiven(text: string, where: string): string {
  const trimmed = text
    .trim()
    .toLowerCase()
    .replace(/^sha256:/, '')
  if (/^[0-9a-f]{64}$/.test(trimmed)) return trimmed
  throw refuse('bad-hash', where, {vi: 'Mã băm SHA-256 phải có 64 chữ số hệ 16', en: 'A SHA-256 has 64 hexadecimal digits'})
}
