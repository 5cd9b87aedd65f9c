import type {KevProduct} from '../model/kev-products.ts'
import type {KevEntry} from './kev-catalogue.ts'

/** A program as a fact tells it. */
export interface Program {
  name: string
  version?: string
  /** Product key of the fact: "chrome", "windows". */
  product?: string
  /** The name of a package of a Linux distribution, not one that people read. */
  isPackage?: boolean
}

export interface KevMatcher {
  /** Which products of the table a program is; the catalogue names no versions, so that this says nothing of the version. */
  productsOf: (program: Program) => KevProduct[]
  /** What the catalogue holds on a product, newest first. */
  entriesOf: (product: KevProduct) => KevEntry[]
}

export function createKevMatcher(products: readonly KevProduct[], entries: readonly KevEntry[]): KevMatcher {
  const byVendor = new Map<string, KevEntry[]>()
  for (const entry of entries) {
    const vendor = plain(entry.vendorProject)
    byVendor.set(vendor, [...(byVendor.get(vendor) ?? []), entry])
  }
  const found = new Map<string, KevEntry[]>()
  return {
    productsOf: (program) => products.filter((product) => isProduct(product, program)),
    entriesOf: (product) => {
      const known = found.get(product.id)
      if (known) return known
      const own = product.kev
        .flatMap(({vendor, products: names, containing}) => {
          const exact = new Set(names.map(plain))
          return (byVendor.get(plain(vendor)) ?? []).filter(
            (entry) => exact.has(plain(entry.product)) || containing.some((phrase) => holds(entry.product, phrase)),
          )
        })
        .sort((a, b) => compare(b.dateAdded, a.dateAdded) || compare(b.cveID, a.cveID))
      const distinct = [...new Set(own)]
      found.set(product.id, distinct)
      return distinct
    },
  }
}

function isProduct({products, names, not, packages}: KevProduct, {name, product, isPackage}: Program): boolean {
  if (product !== undefined && products.includes(product)) return true
  if (isPackage) return packages.some((own) => (own.endsWith('*') ? name.startsWith(own.slice(0, -1)) : name === own))
  return names.some((phrase) => holds(name, phrase)) && !not.some((phrase) => holds(name, phrase))
}

/** True when the words of a phrase follow each other in a text. */
function holds(text: string, phrase: string): boolean {
  return ` ${wordsOf(text)} `.includes(` ${phrase} `)
}

function wordsOf(text: string): string {
  return text
    .slice(0, 300)
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}+]+/u)
    .filter(Boolean)
    .join(' ')
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
