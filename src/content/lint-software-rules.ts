import {createMatchRules} from '../check/software-matches.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {SoftwareRule, SoftwareRulesFile} from '../model/software-rules.ts'
import type {Localized} from '../model/text.ts'
import {patternProblem} from './lint-pattern.ts'
import type {Problem} from './problem.ts'
import {unknownWord} from './validate.ts'
import type {YamlFile} from './yaml-file.ts'

export interface SoftwareLintContext {
  products: readonly LifecycleProduct[]
  /** Offices of the workspace; absent: the rules are for any workspace, and name none. */
  offices?: readonly string[]
  /** Ids of the delivered rules, where the file may leave some out. */
  delivered?: readonly string[]
}

type Report = (path: PropertyKey[], message: Localized) => void

/** Everything a schema cannot see in a file of rules for software; rules with no such problem run their examples. */
export function lintSoftwareRules(given: SoftwareRulesFile, file: YamlFile, context: SoftwareLintContext): Problem[] {
  const problems: Problem[] = []
  const report: Report = (path, message) => problems.push({...file.placeOf(path), message})
  const ids = new Set<string>()
  const products = context.products.map(({product}) => product)
  for (const [index, name] of given.without.entries())
    if (!context.delivered?.includes(name)) report(['without', index], unknownWord('quy tắc', 'rule', name, context.delivered ?? []))
  for (const [index, rule] of given.rules.entries()) {
    const at: Report = (path, message) => report(['rules', index, ...path], message)
    if (ids.has(rule.id)) at(['id'], {vi: `mã "${rule.id}" đã có`, en: `id "${rule.id}" exists already`})
    ids.add(rule.id)
    lintMatching(rule, products, at)
    lintVerdict(rule, at)
    lintOffices(rule, context.offices, at)
  }
  // Rules that do not stand cannot be run.
  return problems.length > 0 ? problems : testRuleExamples(given.rules, file, context.products)
}

function lintMatching(rule: SoftwareRule, products: readonly string[], at: Report): void {
  if (!rule.match && !rule.products && !rule.kind && !rule.publishers)
    at(['id'], {vi: 'quy tắc cần có match, products, kind hoặc publishers', en: 'a rule needs match, products, kind or publishers'})
  for (const [index, product] of (rule.products ?? []).entries())
    if (!products.includes(product)) at(['products', index], unknownWord('sản phẩm', 'product', product, products))
  for (const [index, {is, begins, has, pattern}] of (rule.match ?? []).entries()) {
    if (!is && !begins && !has) at(['match', index], {vi: 'quy tắc cần có is, begins hoặc has', en: 'a rule needs is, begins or has'})
    const wrong = pattern === undefined ? undefined : patternProblem(pattern)
    if (wrong) at(['match', index, 'pattern'], wrong)
  }
}

function lintVerdict(rule: SoftwareRule, at: Report): void {
  if ((rule.verdict === 'minimum') !== (rule.minimum !== undefined))
    at(['verdict'], {vi: 'minimum (phiên bản) đi cùng verdict: minimum', en: 'minimum (a version) goes with verdict: minimum'})
  if (rule.approvals && rule.verdict !== 'approval')
    at(['approvals'], {vi: 'chỉ verdict: approval có approvals', en: 'only verdict: approval has approvals'})
  if (rule.validFrom !== undefined && rule.validTo !== undefined && rule.validTo < rule.validFrom)
    at(['validTo'], {vi: `trước ${rule.validFrom}`, en: `lies before ${rule.validFrom}`})
  for (const [index, {from, until, programs}] of (rule.approvals ?? []).entries()) {
    if (from !== undefined && until < from) at(['approvals', index, 'until'], {vi: `trước ${from}`, en: `lies before ${from}`})
    if (rule.kind && !programs)
      at(['approvals', index], {
        vi: 'quy tắc theo kind nhận ra nhiều phần mềm; ghi programs để biết phê duyệt phần mềm nào',
        en: 'a rule by kind recognises many programs; say in programs which of them is approved',
      })
  }
}

function lintOffices(rule: SoftwareRule, offices: readonly string[] | undefined, at: Report): void {
  const named: [PropertyKey[], string][] = [
    ...(rule.offices ?? []).map((office, index): [PropertyKey[], string] => [['offices', index], office]),
    ...(rule.approvals ?? []).flatMap(({office}, index): [PropertyKey[], string][] =>
      office === undefined ? [] : [[['approvals', index, 'office'], office]],
    ),
  ]
  for (const [path, office] of named)
    if (!offices?.includes(office)) {
      const {vi, en} = unknownWord('trụ sở', 'office', office, offices ?? [])
      at(path, {vi: `${vi} (trụ sở khai trong offices của workspace.json)`, en: `${en} (offices are those of workspace.json)`})
    }
}

function testRuleExamples(rules: readonly SoftwareRule[], file: YamlFile, products: readonly LifecycleProduct[]): Problem[] {
  const problems: Problem[] = []
  for (const [index, rule] of rules.entries()) {
    const {match, other} = rule.examples ?? {match: [], other: []}
    const matches = createMatchRules([rule], products)
    const test = (name: 'match' | 'other', position: number, holds: boolean, message: Localized) => {
      if (!holds) problems.push({...file.placeOf(['rules', index, 'examples', name, position]), message})
    }
    for (const [position, item] of match.entries())
      test('match', position, matches(item).length > 0, {
        vi: `quy tắc ${rule.id} phải nhận ra "${item.name}"`,
        en: `rule ${rule.id} must recognise "${item.name}"`,
      })
    for (const [position, item] of other.entries())
      test('other', position, matches(item).length === 0, {
        vi: `quy tắc ${rule.id} không được nhận ra "${item.name}"`,
        en: `rule ${rule.id} must not recognise "${item.name}"`,
      })
  }
  return problems
}
