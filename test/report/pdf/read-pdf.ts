import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Block, ReportDocument} from '../../../src/report/document.ts'
import {renderPdf} from '../../../src/report/pdf/render-pdf.ts'
import {meta} from './sample-document.ts'

/** Readers that are not ours: poppler (apt-get install poppler-utils) and the validator of PDFBox (libpdfbox2-java). */
export const hasPoppler = ['pdftotext', 'pdfinfo', 'pdftohtml'].every((tool) => spawnSync(tool, ['-v']).status === 0)
export const needsPoppler = hasPoppler ? '' : ' (skipped: poppler-utils is not installed)'

const JARS = ['preflight', 'pdfbox2', 'xmpbox', 'fontbox2', 'commons-logging', 'commons-io', 'javax.activation', 'jaxb-api'].map(
  (name) => `/usr/share/java/${name}.jar`,
)
export const hasPreflight = JARS.every((jar) => existsSync(jar)) && spawnSync('java', ['-version']).status === 0
export const needsPreflight = hasPreflight ? '' : ' (skipped: java or the PDFBox jars in /usr/share/java are missing)'

/** A word with its box on its page, in points from the top left corner. */
export interface WordBox {
  text: string
  left: number
  top: number
  right: number
  bottom: number
}

export async function renderToBytes(document: ReportDocument): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  await renderPdf(document, (chunk) => chunks.push(chunk))
  return Buffer.concat(chunks)
}

export async function renderBlocks(...blocks: Block[]): Promise<Buffer> {
  return renderToBytes({meta, blocks})
}

/** Text page by page. */
export function readPages(pdf: Buffer, ...flags: string[]): string[] {
  const pages = withFile(pdf, (file) => runTool('pdftotext', [...flags, file, '-'])).split('\f')
  return pages.slice(0, -1)
}

/** All text with single spaces. */
export function readText(pdf: Buffer, ...flags: string[]): string {
  return oneLine(readPages(pdf, ...flags).join('\n'))
}

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Where the words stand, page by page. */
export function readWords(pdf: Buffer): WordBox[][] {
  const html = withFile(pdf, (file) => runTool('pdftotext', ['-bbox', file, '-']))
  const word = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g
  return html
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(word)].map(([, left, top, right, bottom, text]) => ({
        text: text ?? '',
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
      })),
    )
}

export function readInfo(pdf: Buffer): string {
  return withFile(pdf, (file) => runTool('pdfinfo', [file]))
}

/** Titles of the outline, each level two spaces deeper. */
export function readBookmarks(pdf: Buffer): string[] {
  const xml = withFile(pdf, (file) => runTool('pdftohtml', ['-xml', '-i', '-stdout', file]))
  const titles: string[] = []
  let depth = -1
  for (const [, opens, closes, title] of xml.matchAll(/(<outline>)|(<\/outline>)|<item page="\d+">(.*?)<\/item>/g)) {
    if (opens) depth++
    else if (closes) depth--
    else titles.push('  '.repeat(depth) + title)
  }
  return titles
}

/** What PDFBox says about the file as PDF/A-1b. */
export function validate(pdf: Buffer): string {
  return withFile(pdf, (file) => runTool('java', ['-cp', JARS.join(':'), 'org.apache.pdfbox.preflight.Validator_A1b', file]))
}

function withFile<Result>(pdf: Buffer, read: (file: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-pdf-'))
  try {
    const file = join(folder, 'report.pdf')
    writeFileSync(file, pdf)
    return read(file)
  } finally {
    rmSync(folder, {recursive: true})
  }
}

function runTool(tool: string, parameters: string[]): string {
  const {stdout, stderr} = spawnSync(tool, parameters, {encoding: 'utf8', maxBuffer: 64 * 1024 * 1024})
  return stdout === '' ? stderr : stdout
}
