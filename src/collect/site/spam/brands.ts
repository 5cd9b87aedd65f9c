import type {SpamRules} from '../../../model/spam-rules.ts'
import {sameDomain} from '../http/redirect.ts'

/** What a host is to a site: its own, one of the State, one that everybody links to, one of this country, or none of these. */
export type HostKind = 'own' | 'trusted' | 'known' | 'vn' | 'strange'

/** Tells names of betting brands and their hosts. */
export class Brands {
  private readonly named: ReadonlySet<string>
  private readonly longNames: readonly string[]
  private readonly notStems: ReadonlySet<string>
  private readonly known: ReadonlySet<string>
  private readonly rules: Pick<SpamRules, 'brands' | 'hosts'>

  constructor(rules: Pick<SpamRules, 'brands' | 'hosts'>) {
    this.rules = rules
    this.named = new Set(rules.brands.named)
    this.longNames = rules.brands.named.filter((name) => name.length >= 5 && /[a-z]{3}/.test(name))
    this.notStems = new Set(rules.brands.notStems)
    this.known = new Set(rules.hosts.known)
  }

  isNamed(word: string): boolean {
    return this.named.has(word)
  }

  /** "abc88", "88bet": looks like such a name. */
  hasShape(word: string): boolean {
    const {letterEndings, digitEndings, stemLength} = this.rules.brands
    if (word.length > stemLength + 6 || word.length < 4) return false
    for (const ending of digitEndings) {
      if (!word.endsWith(ending)) continue
      const stem = word.slice(0, -ending.length)
      if (stem.length >= 2 && stem.length <= stemLength && /^[a-z]+$/.test(stem) && !this.notStems.has(stem)) return true
    }
    for (const ending of letterEndings) {
      if (!word.endsWith(ending)) continue
      const stem = word.slice(0, -ending.length)
      if (stem.length >= 1 && stem.length <= stemLength && /^[a-z]?\d{1,4}[a-z]?$/.test(stem)) return true
    }
    return false
  }

  /** The host of a bookmaker by its name: a brand, a word of gambling in one piece, or an ending of such sites; `shape`: perhaps. */
  gamblingOf(host: string): 'sure' | 'shape' | undefined {
    const labels = host.toLowerCase().split('.').slice(-10)
    const ending = labels.pop() ?? ''
    if (labels.length > 0 && this.rules.hosts.gamblingEndings.includes(ending)) return 'sure'
    const parts = labels.map((label) => label.slice(0, 63).split('-'))
    const isSure = parts.some((own) => own.some((part) => this.named.has(part)) || this.holdsName(own.join('')))
    if (isSure) return 'sure'
    return parts.some((own) => own.some((part) => this.hasShape(part))) ? 'shape' : undefined
  }

  private holdsName(label: string): boolean {
    return this.rules.hosts.gamblingParts.some((part) => label.includes(part)) || this.longNames.some((name) => label.includes(name))
  }

  kindOf(host: string, own: string): HostKind {
    const name = host.toLowerCase().replace(/\.$/, '')
    if (sameDomain(name, own)) return 'own'
    if (this.rules.hosts.trustedEndings.some((ending) => name === ending || name.endsWith(`.${ending}`))) return 'trusted'
    const labels = name.split('.').slice(-6)
    for (let from = 0; from < labels.length - 1; from++) if (this.known.has(labels.slice(from).join('.'))) return 'known'
    // Addresses and names of this machine or network lead nowhere for the public.
    if (!name.includes('.') || /^[\d.]+$|:/.test(name))
      return name === 'localhost' || /^(?:127|10|192\.168)\./.test(name) ? 'known' : 'strange'
    return name.endsWith('.vn') ? 'vn' : 'strange'
  }
}
