import {strToU8, zipSync} from 'fflate'
import {loadContent} from '../../src/content/content.ts'
import {loadCitationRules} from '../../src/content/load-citation-rules.ts'
import type {Finding} from '../../src/lint-document/finding.ts'
import {type LintResult, lintDocument} from '../../src/lint-document/lint-document.ts'
import {readDocument} from '../../src/lint-document/read-document.ts'

export const catalogue = loadCitationRules(loadContent().legalBasis)

export const today = '2026-11-25'

/** Checks a text as the command does with a .txt file. */
export function lintText(text: string, on = today): LintResult {
  return lintBytes(new TextEncoder().encode(text), 'van-ban.txt', on)
}

export function lintBytes(bytes: Uint8Array, name: string, on = today): LintResult {
  const read = readDocument(bytes, name)
  if (!read.ok) throw new Error(`refused: ${read.refusal}`)
  return lintDocument(read.segments, catalogue, on)
}

/** `error ended luat-86-2015`: enough to compare in a table. */
export function brief({severity, code, subject}: Finding): string {
  return `${severity} ${code} ${subject}`
}

export function briefs(text: string, on = today): string[] {
  return lintText(text, on).findings.map(brief)
}

const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

export function documentXml(body: string): string {
  return `${header}<w:document ${namespace}><w:body>${body}<w:sectPr/></w:body></w:document>`
}

/** A paragraph of runs, each given as it is split in Word. */
export function paragraph(...runs: string[]): string {
  return `<w:p>${runs.map((run) => `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`).join('')}</w:p>`
}

/** A small DOCX: the body of word/document.xml, and further parts by name. */
export function docx(body: string, parts: Record<string, string | Uint8Array> = {}): Uint8Array {
  return docxOf({'word/document.xml': documentXml(body), ...parts})
}

export function docxOf(parts: Record<string, string | Uint8Array>): Uint8Array {
  const all: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${header}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${header}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])))
}

export function part(root: string, body: string): string {
  return `${header}<w:${root} ${namespace}>${body}</w:${root}>`
}
