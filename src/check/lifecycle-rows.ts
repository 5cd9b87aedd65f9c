import type {LifecycleProduct, LifecycleRules, SupportStatus} from '../model/lifecycle.ts'
import {cycleStatus, majorStatus} from './support-status.ts'

/** One line of `lifecycle list`: what is not known or does not apply is null. */
export interface LifecycleRow {
  product: string
  cycle: string | null
  edition: string | null
  releasedOn: string | null
  endOfSupport: string | null
  status: SupportStatus
}

/** Every cycle of every product with its status on a day; a product without days has one line, of unknown status. */
export function lifecycleRows(products: readonly LifecycleProduct[], on: string, rules: LifecycleRules): LifecycleRow[] {
  const days = {endingSoonDays: rules.endingSoon.days, openEndDays: rules.openEnd.days}
  return products.flatMap((product) => {
    const none = {product: product.product, cycle: null, edition: null, releasedOn: null, endOfSupport: null}
    if (product.policy === 'undated') return [{...none, status: 'unknown' as const}]
    const newest: LifecycleRow[] =
      product.policy === 'rolling' && product.newest !== undefined
        ? [{...none, cycle: product.newest, status: majorStatus(product, product.newest, on)}]
        : []
    return [
      ...newest,
      ...product.cycles.map((row) => ({
        product: product.product,
        cycle: row.cycle,
        edition: row.edition ?? null,
        releasedOn: row.releasedOn ?? null,
        endOfSupport: row.endOfSupport ?? null,
        status: cycleStatus(product, row, on, days),
      })),
    ]
  })
}
