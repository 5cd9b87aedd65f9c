import {majorOf} from '../lib/versions.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {DumpCycle, LifecycleDump} from './lifecycle-dump.ts'

type Cycle = LifecycleProduct['cycles'][number]

/**
 * The lifecycle tables delivered, with what a newer dump of endoflife.date knows better: changed days, new cycles, newest
 * majors. A product or a cycle that the dump does not have stays as it is; nothing that has an end ever loses it.
 * `names`: products taken from elsewhere that are the same there. One that follows another line there, such as the extended
 * support line of a browser, must not be among them.
 */
export function refreshLifecycle(
  products: readonly LifecycleProduct[],
  dump: LifecycleDump,
  names: Readonly<Record<string, string>>,
): LifecycleProduct[] {
  const byName = new Map(dump.products.map(({product, cycles}) => [product, cycles]))
  return products.map((product) => {
    const name = pageOf(product) ?? names[product.product]
    // What is planned has not come out.
    const cycles = byName.get(name ?? '')?.filter(({releasedOn}) => releasedOn === undefined || releasedOn <= dump.asOf)
    if (!cycles || product.checkedOn >= dump.asOf) return product
    return product.policy === 'rolling' ? refreshRolling(product, cycles, dump.asOf) : refreshDated(product, cycles, dump.asOf)
  })
}

/** The name of the page on endoflife.date that a table was taken from. */
function pageOf({source}: LifecycleProduct): string | undefined {
  return /^https:\/\/endoflife\.date\/([a-z0-9.+_-]+)\/?$/i.exec(source)?.[1]
}

function refreshRolling(product: LifecycleProduct, cycles: readonly DumpCycle[], asOf: string): LifecycleProduct {
  const majors = cycles.map(({cycle}) => majorOf(cycle)).filter((major) => !Number.isNaN(major))
  const newest = Math.max(...majors, Number.NEGATIVE_INFINITY)
  // A dump that knows less than we do tells nothing about today.
  if (!(newest >= majorOf(product.newest ?? ''))) return product
  return {...product, newest: String(newest), checkedOn: asOf}
}

function refreshDated(product: LifecycleProduct, cycles: readonly DumpCycle[], asOf: string): LifecycleProduct {
  const told = new Map(cycles.map((cycle) => [cycle.cycle, cycle]))
  const known = product.cycles.map((own) => refreshCycle(own, told.get(own.cycle), asOf))
  const have = new Set(product.cycles.map(({cycle}) => cycle))
  // Without a day a new cycle would count as never ending: it stays unknown instead.
  const added = cycles.flatMap(({cycle, releasedOn, endOfSupport, endOfExtended}): Cycle[] =>
    have.has(cycle) || endOfSupport === undefined
      ? []
      : [{cycle, ...(releasedOn ? {releasedOn} : {}), endOfSupport, ...(endOfExtended ? {endOfExtended} : {}), confidence: 'secondary'}],
  )
  return {...product, cycles: [...known, ...added], checkedOn: asOf}
}

function refreshCycle(own: Cycle, told: DumpCycle | undefined, asOf: string): Cycle {
  if (!told) return own
  const isOpen = own.endOfSupport === undefined || own.endOfSupport > asOf
  // Ended on a day that nobody names: at the latest on the day of the dump.
  const endOfSupport = told.endOfSupport ?? (told.ended && isOpen ? asOf : own.endOfSupport)
  const endOfExtended = told.endOfExtended ?? own.endOfExtended
  if (endOfSupport === own.endOfSupport && endOfExtended === own.endOfExtended) return own
  return {
    ...own,
    ...(endOfSupport === undefined ? {} : {endOfSupport}),
    ...(endOfExtended === undefined ? {} : {endOfExtended}),
    confidence: 'secondary',
  }
}
