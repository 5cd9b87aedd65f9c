import {daysBetween} from '../lib/dates.ts'
import {majorOf} from '../lib/versions.ts'
import {type LifecycleProduct, neverEnds} from '../model/lifecycle.ts'
import {createProgramSupport, type ProgramSupport} from './program-support.ts'
import {maxRollingAgeDays} from './support-status.ts'
import {UnknownValue} from './unknown-value.ts'

/** What the lifecycle tables say; throws UnknownValue where they say nothing. */
export interface Lifecycle extends ProgramSupport {
  /** Last day of support, `YYYY-MM-DD`; `neverEnds` where the vendor has named none. */
  endOfSupport: (product: string, cycle: string) => string
  /** Last day of extended updates where they exist, else of support. */
  endOfExtended: (product: string, cycle: string) => string
  /** How many majors a version of a rolling product lies behind the oldest supported one; 0 = supported. */
  majorsBehind: (product: string, version: string, on: string) => number
}

export function createLifecycle(products: readonly LifecycleProduct[]): Lifecycle {
  const byId = new Map(products.map((product) => [product.product, product]))
  const cycleOf = (product: string, cycle: string) => {
    const found = byId.get(product)?.cycles.find((candidate) => candidate.cycle === cycle)
    // An end without its day gives no day to compare with.
    if (!found || (found.endOfSupport === undefined && (found.end ?? 'none-named') !== 'none-named'))
      throw new UnknownValue('no-lifecycle-data', `no end-of-support date is known for ${product} ${cycle}`)
    return found
  }
  return {
    ...createProgramSupport(products),
    endOfSupport: (product, cycle) => cycleOf(product, cycle).endOfSupport ?? neverEnds,
    endOfExtended: (product, cycle) => {
      const found = cycleOf(product, cycle)
      return found.endOfExtended ?? found.endOfSupport ?? neverEnds
    },
    majorsBehind: (product, version, on) => {
      const found = byId.get(product)
      const newest = majorOf(found?.newest ?? '')
      const major = majorOf(version)
      if (!found || Number.isNaN(newest)) throw new UnknownValue('no-lifecycle-data', `no newest version is known for ${product}`)
      if (Number.isNaN(major)) throw new UnknownValue('error', `"${version}" is no version number`)
      const oldestSupported = newest - (found.supportedMajors ?? 1) + 1
      if (major < oldestSupported) return oldestSupported - major
      // Newer versions may have come out since: old data can prove that a version is behind, never that it is current.
      if (daysBetween(found.checkedOn, on) > maxRollingAgeDays)
        throw new UnknownValue('no-lifecycle-data', `version data of ${product} is from ${found.checkedOn}, too old for ${on}`)
      return 0
    },
  }
}
