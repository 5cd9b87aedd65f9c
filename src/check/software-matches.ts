import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {SoftwareRule} from '../model/software-rules.ts'
import {createMatchSoftware, type MatchSoftware, type Program} from './match-software.ts'

export type RuleInForce = Omit<SoftwareRule, 'examples'>

/** A program with a rule that recognises it. */
export interface RuleMatch {
  rule: RuleInForce
  item: Program
}

export type MatchRules = (item: Program) => RuleInForce[]

/**
 * All rules that recognise a program. One index over the words of all rules answers for nearly every program that none does;
 * the rules are asked one by one only where it says that some rule fits.
 */
export function createMatchRules(rules: readonly RuleInForce[], products: readonly LifecycleProduct[]): MatchRules {
  const worded = rules.filter(({match}) => match !== undefined)
  const any = createMatchSoftware(worded.map(asProduct))
  const own = new Map<RuleInForce, MatchSoftware>()
  const fits = (rule: RuleInForce, item: Program): boolean => {
    let match = own.get(rule)
    if (!match) {
      match = createMatchSoftware([asProduct(rule)])
      own.set(rule, match)
    }
    return match(item) !== undefined
  }
  const byProduct = new Map<string, RuleInForce[]>()
  for (const rule of rules) for (const product of rule.products ?? []) byProduct.set(product, [...(byProduct.get(product) ?? []), rule])
  // Most lists of rules name few products, but a program is told from its neighbours only by the rules of all.
  let product: MatchSoftware | undefined
  const byPublisher = rules.filter(({publishers}) => publishers !== undefined)
  return (item) => {
    const found = new Set<RuleInForce>()
    if (any(item)) for (const rule of worded) if (fits(rule, item)) found.add(rule)
    if (byProduct.size > 0) {
      product ??= createMatchSoftware(products)
      const matched = product(item)
      for (const rule of (matched && byProduct.get(matched.product)) ?? []) found.add(rule)
    }
    if (byPublisher.length > 0 && item.publisher) {
      const publisher = item.publisher.slice(0, 200).toLowerCase().normalize('NFC')
      for (const rule of byPublisher) if (rule.publishers?.some((words) => publisher.includes(words))) found.add(rule)
    }
    return found.size < 2 ? [...found] : rules.filter((rule) => found.has(rule))
  }
}

function asProduct({id, match}: RuleInForce): LifecycleProduct {
  return {
    product: id,
    title: id,
    policy: 'undated',
    cycles: [],
    match: (match ?? []).map((rule) => ({...rule, atBest: false})),
    checkedOn: '2000-01-01',
    source: '',
  }
}
