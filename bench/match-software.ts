import {createMatchSoftware, type Program} from '../src/check/match-software.ts'
import {supportStatus} from '../src/check/support-status.ts'
import {loadContent} from '../src/content/content.ts'
import {defaultContentRoot, yamlFilesBelow} from '../src/content/files.ts'
import {validateFile} from '../src/content/validate.ts'
import {readYamlFile} from '../src/content/yaml-file.ts'
import {lifecycleProduct} from '../src/model/lifecycle.ts'
import {median} from './measure.ts'

const machines = 10_000
const programsEach = 250
const day = '2026-11-22'
/** At least so many programs a minute. */
const limit = 3_000_000

/** Recognises 250 programs of each of 10,000 machines and tells their status, beside a loop that only lower-cases the names. */
export function run(): void {
  const products = loadContent().lifecycle
  const pool = programPool()
  const rates: number[] = []
  const ratios: number[] = []
  let recognised = 0
  for (let round = 0; round < 3; round++) {
    const bare = timeOf(pool, (program) => program.name.toLowerCase().length > 0)
    const byId = new Map(products.map((product) => [product.product, product]))
    const match = createMatchSoftware(products)
    const full = timeOf(pool, (program) => {
      const matched = match(program)
      const product = matched && byId.get(matched.product)
      if (!product) return false
      supportStatus(product, matched.cycle, day, {endingSoonDays: 180, openEndDays: 180})
      return true
    })
    recognised = full.counted
    rates.push((machines * programsEach * 60_000) / full.ms)
    ratios.push(full.ms / bare.ms)
  }
  const total = machines * programsEach
  console.log(
    `match-software: ${(median(rates) / 1e6).toFixed(0)} million programs a minute (limit ${limit / 1e6}), ${products.length} products, ${((recognised / total) * 100).toFixed(0)} % of ${total} recognised; ratio to lower-casing the names ${median(ratios).toFixed(1)}`,
  )
  if (median(rates) < limit) process.exitCode = 1
}

function timeOf(pool: readonly Program[], look: (program: Program) => boolean): {ms: number; counted: number} {
  let counted = 0
  let state = 12_345
  const begun = performance.now()
  for (let machine = 0; machine < machines; machine++)
    for (let index = 0; index < programsEach; index++) {
      // A plain generator of pseudo-random numbers: the same mix in every run.
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      const program = pool[(state >>> 8) % pool.length]
      if (program && look(program)) counted++
    }
  return {ms: performance.now() - begun, counted}
}

/** The programs of all examples, and four times as many that nobody knows; some share their first words with known ones. */
function programPool(): Program[] {
  const known = yamlFilesBelow(defaultContentRoot, 'policies/lifecycle').flatMap(({path, shownAs}) => {
    const {examples} = validateFile(readYamlFile(path, shownAs), lifecycleProduct)
    return [...(examples?.match ?? []), ...(examples?.other ?? [])]
  })
  const makers = ['Contoso', 'Microsoft', 'Adobe', 'Phần mềm', 'Công ty', 'Intel(R)', 'HP', 'Canon', 'Java', 'Python', 'Update for']
  const things = [
    'Driver Package',
    'Quản lý hồ sơ',
    'Kế toán đơn vị',
    'Toolkit SDK',
    'Viewer (x64)',
    'Runtime Helper',
    'Chipset Device Software',
  ]
  const unknown = Array.from({length: known.length * 4}, (_, index) => ({
    name: `${makers[index % makers.length]} ${things[index % things.length]} ${index}.${index % 7}`,
    version: `${index % 20}.${index % 9}.${index}`,
    publisher: makers[index % makers.length] ?? '',
    source: 'registry' as const,
  }))
  return [...known, ...unknown]
}

if (import.meta.main) run()
