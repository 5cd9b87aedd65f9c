import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {renderPdf} from '../src/report/pdf/render-pdf.ts'
import {renderBare} from './report-pdf-bare.ts'
import {benchDocument} from './report-pdf-document.ts'

type Way = 'ours' | 'bare'

interface Measured {
  ms: number
  rssMb: number
  pages: number
  bytes: number
}

export interface PdfBench {
  oursMs: number
  bareMs: number
  ratio: number
  maxRssMb: number
  pages: number
}

const ROUNDS = 5
const file = fileURLToPath(import.meta.url)

/** Times our renderer against bare pdfkit on the same texts, in turn, each in a process of its own, and prints one line. */
export function run(): PdfBench {
  const results: Record<Way, Measured[]> = {ours: [], bare: []}
  for (let round = 0; round < ROUNDS; round++) {
    for (const way of ['ours', 'bare'] as const) results[way].push(measureInChild(way))
  }
  const median = (way: Way): number => results[way].map(({ms}) => ms).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN
  const pages = results.ours[0]?.pages ?? 0
  const found = {oursMs: median('ours'), bareMs: median('bare'), maxRssMb: Math.max(...results.ours.map(({rssMb}) => rssMb)), pages}
  const ratio = found.oursMs / found.bareMs
  const bareRss = Math.max(...results.bare.map(({rssMb}) => rssMb))
  console.log(
    `report-pdf: ours ${found.oursMs.toFixed(0)} ms, bare pdfkit ${found.bareMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)}, ` +
      `max RSS ${found.maxRssMb.toFixed(0)} MB (bare ${bareRss.toFixed(0)} MB), ${pages} pages (bare ${results.bare[0]?.pages ?? 0})`,
  )
  return {...found, ratio}
}

function measureInChild(way: Way): Measured {
  const child = spawnSync(process.execPath, [file, '--child', way], {encoding: 'utf8'})
  if (child.status !== 0) throw new Error(`The ${way} renderer failed: ${child.stderr}`)
  return JSON.parse(child.stdout) as Measured
}

async function measure(way: Way): Promise<Measured> {
  const document = benchDocument()
  const begin = performance.now()
  const {pages, bytes} = way === 'bare' ? await renderBare(document) : await renderOurs(document)
  const ms = performance.now() - begin
  return {ms, rssMb: process.resourceUsage().maxRSS / 1024, pages, bytes}
}

async function renderOurs(document: Parameters<typeof renderPdf>[0]): Promise<{pages: number; bytes: number}> {
  let bytes = 0
  const {pages} = await renderPdf(document, (chunk) => {
    bytes += chunk.length
  })
  return {pages, bytes}
}

const [flag, way] = process.argv.slice(2)
if (process.argv[1] === file) {
  if (flag === '--child') console.log(JSON.stringify(await measure(way === 'bare' ? 'bare' : 'ours')))
  else run()
}
