import {type Entry, fillWords} from '../calendar/deadline.ts'
import {lastDayOf} from '../calendar/from-rules.ts'
import type {Lifecycle} from '../check/lifecycle.ts'
import {UnknownValue} from '../check/unknown-value.ts'
import type {DeadlineWords} from '../model/deadlines.ts'
import {neverEnds} from '../model/lifecycle.ts'
import type {Snapshot} from '../model/snapshot.ts'

/** Most names of machines that one entry spells out. */
const namedMachines = 8

/** Ends of vendor support of the operating systems in use, one entry a release, with the machines that run it. */
export async function supportEntries(
  snapshots: AsyncIterable<Snapshot> | Iterable<Snapshot>,
  lifecycle: Lifecycle,
  words: DeadlineWords,
): Promise<Entry[]> {
  const releases = new Map<string, {product: string; cycle: string; name: string; end: string; machines: string[]}>()
  for await (const snapshot of snapshots) {
    const {os} = snapshot.facts
    if (!os?.ok || os.value.cycle === undefined) continue
    const {product, cycle, name, esu} = os.value
    const end = endOf(lifecycle, product, cycle, esu === true)
    if (end === undefined || end === neverEnds) continue
    const key = JSON.stringify([product, cycle, end])
    const known = releases.get(key)
    if (known) known.machines.push(snapshot.target.name)
    else releases.set(key, {product, cycle, name, end, machines: [snapshot.target.name]})
  }
  return [...releases.values()].map(({product, cycle, name, end, machines}) => {
    const shown = machines.sort().slice(0, namedMachines)
    const more = machines.length > shown.length ? ', …' : ''
    return {
      id: `support.${product}.${cycle}.${end}`,
      ...fillWords(words, {name, count: machines.length, machines: `${shown.join(', ')}${more}`}),
      systems: [],
      ...lastDayOf(end, 'by'),
    }
  })
}

function endOf(lifecycle: Lifecycle, product: string, cycle: string, extended: boolean): string | undefined {
  try {
    return extended ? lifecycle.endOfExtended(product, cycle) : lifecycle.endOfSupport(product, cycle)
  } catch (error) {
    if (error instanceof UnknownValue) return undefined
    throw error
  }
}
