import {majorOf} from '../lib/versions.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {DumpCycle, LifecycleDump} from './lifecycle-dump.ts'

/**
 * The lifecycle tables delivered, with what a newer dump of endoflife.date knows better: changed days, new cycles, newest
 * majors. A product or a cycle that the dump does not have stays as it is; nothing that has an end ever loses it.
 */
export function refreshLifecycle(products: readonly LifecycleProduct[], dump: LifecycleDump): LifecycleProduct[] {
  const byName = new Map(dump.products.map(({product, cycles}) => [product, cycles]))
  return products.map((product) => {
    const cycles = byName.get(slugOf(product))
    if (!cycles || product.checkedOn >= dump.asOf) return product
    return product.policy === 'rolling' ? refreshRolling(product, cycles, dump.asOf) : refreshDated(product, cycles, dump.asOf)
  })
}

/** Its name on endoflife.date: the page it was taken from, else its own id. */
function slugOf({product, source}: LifecycleProduct): string {
  return /^https:\/\/endoflife\.date\/([a-z0-9.+_-]+)\/?$/i.exec(source)?.[1] ?? product
}

function refreshRolling(product: LifecycleProduct, cycles: readonly DumpCycle[], asOf: string): LifecycleProduct {
  const majors = cycles.map(({cycle}) => majorOf(cycle)).filter((major) => !Number.isNaN(major))
  const newest = Math.max(...majors, Number.NEGATIVE_INFINITY)
  // A dump that knows less than we do tells nothing about today.
  if (!(newest >= majorOf(product.newest ?? ''))) return product
  return {...product, newest: String(newest), checkedOn: asOf}
}

function refreshDated(product: LifecycleProduct, cycles: readonly DumpCycle[], asOf: string): LifecycleProduct {
  const byCycle = new Map(cycles.map((cycle) => [cycle.cycle, cycle]))
  const known = product.cycles.map((own) => {
    const told = byCycle.get(own.cycle)
    if (!told) return own
    const endOfSupport = told.endOfSupport ?? own.endOfSupport
    const endOfExtended = told.endOfExtended ?? own.endOfExtended
    if (endOfSupport === own.endOfSupport && endOfExtended === own.endOfExtended) return own
    return {
      ...own,
      ...(endOfSupport === undefined ? {} : {endOfSupport}),
      ...(endOfExtended === undefined ? {} : {endOfExtended}),
      confidence: 'secondary' as const,
    }
  })
  const have = new Set(product.cycles.map(({cycle}) => cycle))
  // Without a day a new cycle would count as never ending: it stays unknown instead.
  const added = cycles.flatMap(({cycle, latest: _, ...days}) =>
    have.has(cycle) || days.endOfSupport === undefined ? [] : [{cycle, ...days, confidence: 'secondary' as const}],
  )
  return {...product, cycles: [...known, ...added], checkedOn: asOf}
}
