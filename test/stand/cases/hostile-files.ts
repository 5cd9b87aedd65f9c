import {randomBytes} from 'node:crypto'
import type {ServerResponse} from 'node:http'
import {strToU8, zipSync} from 'fflate'
import {docx, utf8} from '../../collect/site/personal-data/fixtures.ts'
import type {Page, Pages, StandCase} from '../case.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
} as const
const file = (type: keyof typeof types, body: Uint8Array): Page => ({headers: {'content-type': types[type]}, body: Buffer.from(body)})
const links = (paths: readonly string[]) => paths.map((path) => `<a href="${path}">Danh sách ${path}</a>`).join('\n')

/** A sound site that offers these files, and nothing else that could be found. What was not read is unknown. */
const offering = (name: string, files: Pages): StandCase => ({
  name,
  server: {
    kind: 'site',
    pages: {'/': {body: `<!doctype html><title>Sở Tư pháp</title><body>${links(Object.keys(files))}`}, ...files},
  },
  groups: ['web', 'page', 'content'],
  // It says what it could not read, which costs no point.
  expect: ['pii.not-assessed'],
  unknown: ['pii.cccd', 'pii.bulk'],
})

const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024).fill(32)
const sheetBomb = () => zipSync({'xl/workbook.xml': strToU8('<workbook/>'), 'xl/sharedStrings.xml': zeros(60)}, {level: 6})
const laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document>&b;</w:document>'

/** A PDF of hand-written objects. */
function rawPdf(objects: readonly string[]): Uint8Array {
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')
  return utf8(`%PDF-1.7\n${body}trailer << /Root 1 0 R /Size ${objects.length + 1} >>\nstartxref\n0\n%%EOF`)
}
const page = '/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]'
const drawsItself = () =>
  rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< ${page} /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>`,
    '<< /Length 5 >>\nstream\n/F Do\nendstream',
    '<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /F 5 0 R >> >> /Length 11 >>\nstream\n/F Do /F Do\nendstream',
  ])

/** Writes until the other side has had enough. */
function flood(response: ServerResponse, block: Buffer | string): void {
  const more = () => {
    while (!response.destroyed && response.write(block));
  }
  response.on('drain', more)
  more()
}
function drip(response: ServerResponse, text: string): void {
  const timer = setInterval(() => (response.destroyed ? clearInterval(timer) : response.write(text)), 40)
  timer.unref()
}
const stream = (type: keyof typeof types, write: Page['write'] & object, length?: number): Page => ({
  headers: {'content-type': types[type], ...(length === undefined ? {} : {'content-length': String(length)})},
  write,
})
const megabyte = Buffer.alloc(1024 * 1024, 'x,1\n')

export const hostileFileCases: StandCase[] = [
  offering('a workbook that unpacks to 60 MB', {'/f/a.xlsx': file('xlsx', sheetBomb())}),
  offering('an archive of bombs', {
    '/f/a.zip': file('zip', zipSync(Object.fromEntries(Array.from({length: 30}, (_, at) => [`${at}.txt`, zeros(2)])), {level: 6})),
  }),
  offering('entities in Word', {'/f/a.docx': file('docx', docx('', {'word/document.xml': laughs}))}),
  offering('a PDF that draws itself', {'/f/a.pdf': file('pdf', drawsItself())}),
  offering('a PDF whose pages contain themselves', {
    '/f/a.pdf': file('pdf', rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>'])),
  }),
  offering('a PDF that claims a billion pages', {
    '/f/a.pdf': file('pdf', rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 1000000000 >>'])),
  }),
  offering('noise that calls itself a PDF', {'/f/a.pdf': file('pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]))}),
  offering('a table of 100 MB', {'/f/a.csv': stream('csv', (response) => flood(response, megabyte), 100 * 1024 * 1024)}),
  offering('a table without end', {'/f/a.csv': stream('csv', (response) => flood(response, megabyte))}),
  offering('a table drop by drop', {'/f/a.csv': stream('csv', (response) => drip(response, 'a;b\n'))}),
]
