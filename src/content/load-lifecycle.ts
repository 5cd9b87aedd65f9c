import {basename, join} from 'node:path'
import {createMatchSoftware} from '../check/match-software.ts'
import {type LifecycleProduct, type LifecycleRules, lifecycleProduct, lifecycleRules} from '../model/lifecycle.ts'
import type {Localized} from '../model/text.ts'
import {defaultContentRoot, yamlFilesBelow} from './files.ts'
import {patternProblem} from './lint-pattern.ts'
import {ContentError, type Problem} from './problem.ts'
import {testMatchExamples} from './test-match-examples.ts'
import {validateFile} from './validate.ts'
import {readYamlFile, type YamlFile} from './yaml-file.ts'

export interface LoadedProduct {
  product: LifecycleProduct
  file: YamlFile
}

/** Loads policies/lifecycle, checks each table and runs the examples of its rules against the rules of all products. */
export function loadLifecycle(root: string): LifecycleProduct[] {
  const loaded: LoadedProduct[] = []
  const problems: Problem[] = []
  for (const {path, shownAs} of yamlFilesBelow(root, 'policies/lifecycle')) {
    try {
      const file = readYamlFile(path, shownAs)
      const product = validateFile(file, lifecycleProduct)
      problems.push(...lintProduct(product, file))
      loaded.push({product, file})
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      problems.push(...error.problems)
    }
  }
  // Rules that do not stand cannot be run.
  if (problems.length === 0) problems.push(...testMatchExamples(loaded, createMatchSoftware(loaded.map(({product}) => product))))
  if (problems.length > 0) throw new ContentError(problems)
  return loaded.map(({product: {examples: _, ...product}}) => product)
}

/** How days become a status, and why so. */
export function loadLifecycleRules(root: string = defaultContentRoot): LifecycleRules {
  const shownAs = 'policies/lifecycle-rules.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), lifecycleRules)
}

/** Everything a schema cannot see: names, order of days, ends that nobody stated, rules without words or cycle. */
function lintProduct(product: LifecycleProduct, file: YamlFile): Problem[] {
  const problems: Problem[] = []
  const report = (path: PropertyKey[], message: Localized) => problems.push({...file.placeOf(path), message})
  if (basename(file.file, '.yaml') !== product.product)
    report(['product'], {vi: `mã "${product.product}" phải trùng tên tệp`, en: `id "${product.product}" must be the file's name`})
  if (product.policy === 'rolling' && product.newest === undefined)
    report(['policy'], {vi: 'rolling cần có newest', en: 'rolling needs newest'})
  if (product.policy === 'dated' && product.cycles.length === 0)
    report(['policy'], {vi: 'dated cần có cycles; không có ngày thì ghi undated', en: 'dated needs cycles; without days write undated'})
  if (product.policy === 'undated' && product.cycles.length > 0)
    report(['cycles'], {vi: 'undated không có cycles', en: 'undated has no cycles'})
  lintCycles(product, report)
  for (const [index, rule] of (product.match ?? []).entries()) {
    const place = ['match', index]
    if (!rule.is && !rule.begins && !rule.has)
      report(place, {vi: 'quy tắc cần có is, begins hoặc has', en: 'a rule needs is, begins or has'})
    const wrong = rule.pattern === undefined ? undefined : patternProblem(rule.pattern)
    if (wrong) report([...place, 'pattern'], wrong)
    if (rule.cycle?.from === 'pattern' && !/\((?!\?)/.test(rule.pattern ?? ''))
      report([...place, 'cycle'], {vi: 'from: pattern cần pattern có một nhóm ( )', en: 'from: pattern needs a pattern with a group ( )'})
    if ((rule.cycle?.from === 'fixed') !== (rule.cycle?.is !== undefined))
      report([...place, 'cycle'], {vi: 'is đi cùng from: fixed', en: 'is goes with from: fixed'})
    const named = [...(rule.cycle?.is === undefined ? [] : [rule.cycle.is]), ...Object.values(rule.cycle?.map ?? {})]
    for (const cycle of named)
      if (!product.cycles.some((row) => row.cycle === cycle))
        report([...place, 'cycle'], {vi: `không có chu kỳ "${cycle}"`, en: `there is no cycle "${cycle}"`})
    if (rule.edition !== undefined && !product.cycles.some((row) => row.edition === rule.edition))
      report([...place, 'edition'], {vi: `không có ấn bản "${rule.edition}"`, en: `there is no edition "${rule.edition}"`})
  }
  if ((product.match === undefined) !== (product.examples === undefined))
    report(['product'], {vi: 'match và examples phải đi cùng nhau', en: 'match and examples go together'})
  return problems
}

function lintCycles(product: LifecycleProduct, report: (path: PropertyKey[], message: Localized) => void): void {
  const names = new Set<string>()
  for (const [index, row] of product.cycles.entries()) {
    const place = ['cycles', index]
    if (names.has(row.cycle)) report([...place, 'cycle'], {vi: `chu kỳ "${row.cycle}" đã có`, en: `cycle "${row.cycle}" exists already`})
    names.add(row.cycle)
    const {releasedOn, endOfSupport, endOfExtended, end} = row
    if (endOfSupport === undefined && end === undefined)
      report(place, {
        vi: 'thiếu endOfSupport; nếu không có ngày phải ghi end: none-named (hãng không nêu), ended hoặc unknown',
        en: 'has no endOfSupport; without a day say end: none-named (the vendor names none), ended or unknown',
      })
    if (endOfSupport !== undefined && end !== undefined)
      report([...place, 'end'], {vi: 'đã có endOfSupport thì không ghi end', en: 'end has no place beside endOfSupport'})
    if (releasedOn !== undefined && endOfSupport !== undefined && endOfSupport < releasedOn)
      report([...place, 'endOfSupport'], {vi: `trước ngày phát hành ${releasedOn}`, en: `lies before the release on ${releasedOn}`})
    if (endOfExtended !== undefined && endOfSupport !== undefined && endOfExtended < endOfSupport)
      report([...place, 'endOfExtended'], {vi: `trước ${endOfSupport}`, en: `lies before ${endOfSupport}`})
  }
}
