import {type SoftwareItem, softwareSources} from '../model/facts/software.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {MatchRule} from '../model/software-match.ts'
import {firstNumber, prepareCycle, type TellCycle} from './cycle-of-program.ts'
import {endOfWord, findWords, isWhole, normalizeName} from './program-name.ts'

/** What a program was recognised as; `cycle` absent = nothing tells it; `atBest`: the newest cycle that it can be. */
export interface MatchedProgram {
  product: string
  cycle?: string
  edition?: string
  atBest?: boolean
}

export type Program = Pick<SoftwareItem, 'name' | 'version' | 'source' | 'publisher'>

/** Versions as packages of Debian, Ubuntu, Fedora, Red Hat and Alpine write them. */
const distributionVersion = /[+~-]deb\d|ubuntu|\.(?:el|fc)\d|\+dfsg|-r\d{1,3}$/
const maxVersionLength = 100

export type MatchSoftware = (program: Program) => MatchedProgram | undefined

interface Prepared {
  product: LifecycleProduct
  rule: MatchRule
  pattern: RegExp | undefined
  tellCycle: TellCycle
}

/** Words that lead to a rule. */
interface Entry {
  words: string
  rule: Prepared
}

interface Index {
  /** By the whole name. */
  whole: Map<string, Prepared[]>
  /** By the first word of the rule's words, or by the first two; longest words first. */
  begins: Map<string, Entry[]>
  /** By the first word of the rule's words, which may be any word of a name. */
  has: Map<string, Entry[]>
}

/**
 * Recognises installed programs. Words lead to the few rules that can fit, so that the cost of a name does not grow with
 * the number of products; a fixed name counts before a beginning, a beginning before words inside, longer before shorter.
 */
export function createMatchSoftware(products: readonly LifecycleProduct[]): MatchSoftware {
  // One index a source: nearly all rules leave out the packages of distributions, of which a machine has hundreds.
  const indexes = new Map(softwareSources.map((source) => [source, buildIndex(products, source)]))
  return (program) => {
    const index = indexes.get(program.source)
    if (!index) return undefined
    // Package managers write names as rules do, so a name that no rule has needs no second look.
    if (index.begins.size + index.has.size === 0 && !index.whole.has(program.name)) return undefined
    const name = normalizeName(program.name)
    for (const rule of index.whole.get(name) ?? []) {
      const matched = fits(rule, program, name, 0)
      if (matched) return matched
    }
    const first = endOfWord(name, 0)
    const second = name.charCodeAt(first) === 32 ? endOfWord(name, first + 1) : first
    return (
      (second > first + 1 ? findBeginning(index.begins.get(name.slice(0, second)), program, name) : undefined) ??
      findBeginning(index.begins.get(name.slice(0, first)), program, name) ??
      (index.has.size > 0 ? findInside(index.has, program, name) : undefined)
    )
  }
}

function findBeginning(entries: readonly Entry[] | undefined, program: Program, name: string): MatchedProgram | undefined {
  if (!entries) return undefined
  let first: MatchedProgram | undefined
  for (const {words, rule} of entries) {
    if (!name.startsWith(words) || !isWhole(name, 0, words.length)) continue
    const matched = fits(rule, program, name, words.length)
    if (!matched) continue
    // A later rule of the same product may find the cycle in another place.
    if (matched.cycle !== undefined && (first === undefined || first.product === matched.product)) return matched
    first ??= matched
  }
  return first
}

function findInside(has: Index['has'], program: Program, name: string): MatchedProgram | undefined {
  let best: {length: number; matched: MatchedProgram} | undefined
  for (let at = 0; at < name.length; ) {
    const end = endOfWord(name, at)
    if (end > at)
      for (const {words, rule} of has.get(name.slice(at, end)) ?? []) {
        if (words.length <= (best?.length ?? 0) || !name.startsWith(words, at) || !isWhole(name, at, at + words.length)) continue
        const matched = fits(rule, program, name, at + words.length)
        if (matched) best = {length: words.length, matched}
      }
    at = end + 1
  }
  return best?.matched
}

function fits(prepared: Prepared, program: Program, name: string, after: number): MatchedProgram | undefined {
  const {rule, product} = prepared
  // An import may not say where a package came from; its version then still tells that a distribution supports it.
  if (program.source === 'import' && distributionVersion.test(program.version.slice(0, maxVersionLength))) return undefined
  if (rule.publisher && program.publisher) {
    const publisher = program.publisher.slice(0, 200).toLowerCase()
    if (!rule.publisher.some((words) => publisher.includes(words))) return undefined
  }
  for (const words of rule.but) if (findWords(name, words) >= 0) return undefined
  const groups = prepared.pattern?.exec(name)
  if (groups === null) return undefined
  const cycle = prepared.tellCycle(
    rule.cycle?.from === 'name' ? firstNumber(name, after) : rule.cycle?.from === 'pattern' ? (groups?.[1] ?? '') : program.version,
  )
  const matched: MatchedProgram = {product: product.product}
  if (cycle !== undefined) matched.cycle = cycle
  const edition = rule.edition ?? editionOf(product, cycle)
  if (edition !== undefined) matched.edition = edition
  if (rule.atBest) matched.atBest = true
  return matched
}

function editionOf(product: LifecycleProduct, cycle: string | undefined): string | undefined {
  return cycle === undefined ? undefined : product.cycles.find((row) => row.cycle === cycle)?.edition
}

function buildIndex(products: readonly LifecycleProduct[], source: SoftwareItem['source']): Index {
  const index: Index = {whole: new Map(), begins: new Map(), has: new Map()}
  for (const product of products)
    for (const rule of product.match ?? []) {
      if (!rule.sources.includes(source)) continue
      const prepared = {
        product,
        rule,
        pattern: rule.pattern === undefined ? undefined : new RegExp(rule.pattern, 'u'),
        tellCycle: prepareCycle(product, rule),
      }
      for (const words of rule.is ?? []) add(index.whole, words, prepared)
      for (const words of rule.begins ?? []) add(index.begins, firstTwoWords(words), {words, rule: prepared})
      for (const words of rule.has ?? []) add(index.has, words.slice(0, endOfWord(words, 0)), {words, rule: prepared})
    }
  for (const entries of [...index.begins.values(), ...index.has.values()]) entries.sort((a, b) => b.words.length - a.words.length)
  return index
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/** Key of a beginning: as many whole words as the look-up by name will cut, two at most. */
function firstTwoWords(words: string): string {
  const first = endOfWord(words, 0)
  const second = words.charCodeAt(first) === 32 ? endOfWord(words, first + 1) : first
  // A sign such as "&" is no word: the look-up then goes by the first alone.
  return words.slice(0, second > first + 1 ? second : first)
}
