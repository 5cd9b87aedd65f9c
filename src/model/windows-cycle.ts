import type {LifecycleProduct} from './lifecycle.ts'
import type {WindowsEdition} from './windows-editions.ts'

/**
 * The release cycle of a Windows build. Editions of one build may end on different days: where the edition is not known
 * and the day depends on it there is no answer.
 */
export function windowsCycle(
  products: readonly LifecycleProduct[],
  product: 'windows' | 'windows-server',
  build: number,
  servicing: WindowsEdition['servicing'] | undefined,
): string | undefined {
  const rows = products.find((candidate) => candidate.product === product)?.cycles.filter((cycle) => cycle.build === build) ?? []
  const named = (ending: RegExp) => rows.find(({cycle}) => ending.test(cycle))?.cycle
  const bare = named(/^(?!.*-(?:w|e|ltsc|ltsb)$)/)
  if (product === 'windows-server') return bare
  if (servicing === 'iot-ltsc') return named(/-iot-ltsc$/)
  if (servicing === 'ltsc') return named(/^(?!.*-iot-).*-lts[bc]$/)
  if (servicing !== undefined) return named(servicing === 'w' ? /-w$/ : /-e$/) ?? bare
  return rows.some(({cycle}) => /-lts[bc]$/.test(cycle)) ? undefined : bare
}
