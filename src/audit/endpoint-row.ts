import type {Lifecycle} from '../check/lifecycle.ts'
import {UnknownValue} from '../check/unknown-value.ts'
import {type EndpointFactName, endpointFactNames} from '../model/facts/index.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {EndpointRow, UnseenFact} from '../report/annual-assessment/input.ts'

/** One line of the list of machines; what was not seen stays out. */
export function endpointRow(snapshot: Snapshot, lifecycle: Lifecycle): EndpointRow {
  const {os, hardware, network, antivirus} = snapshot.facts
  const row: EndpointRow = {
    id: snapshot.target.id,
    name: snapshot.target.name,
    collectedAt: snapshot.collectedAt,
    missing: endpointFactNames.filter((name) => !snapshot.facts[name]?.ok),
  }
  if (os?.ok) {
    row.os = os.value.name
    const ends = supportEnd(os.value.product, os.value.cycle, os.value.esu ?? false, lifecycle)
    if (ends !== undefined) row.supportEnds = ends
  }
  if (hardware?.ok) {
    const {manufacturer, model, serial, memoryMb, cpu} = hardware.value
    const named = [manufacturer, model, serial && `S/N ${serial}`].filter(Boolean).join(' ')
    row.hardware = [named, cpu?.model, memoryMb === undefined ? '' : `${Math.round(memoryMb / 1024)} GB`].filter(Boolean).join('; ')
  }
  if (network?.ok)
    row.addresses = network.value.interfaces
      .filter((item) => item.kind !== 'loopback' && item.up)
      .flatMap((item) => [...item.addresses.filter(isShown), ...(item.mac ? [item.mac] : [])])
  if (antivirus?.ok) row.antivirus = antivirus.value.products.filter((product) => product.running).map((product) => product.name)
  return row
}

/** Link-local addresses say nothing about where a machine is. */
function isShown(address: string): boolean {
  return !address.toLowerCase().startsWith('fe80')
}

function supportEnd(product: string, cycle: string | undefined, esu: boolean, lifecycle: Lifecycle): string | undefined {
  if (cycle === undefined) return undefined
  try {
    return esu ? lifecycle.endOfExtended(product, cycle) : lifecycle.endOfSupport(product, cycle)
  } catch (error) {
    if (error instanceof UnknownValue) return undefined
    throw error
  }
}

/** Collects what was not seen over many machines, equal reasons together. */
export function createUnseenLedger(): {add: (snapshot: Snapshot) => void; list: () => UnseenFact[]} {
  const items = new Map<string, UnseenFact>()
  const add = (fact: EndpointFactName, field: string | undefined, why: Pick<UnseenFact, 'reason' | 'detail'>) => {
    const key = JSON.stringify([fact, field, why.reason, why.detail])
    const known = items.get(key)
    if (known) known.machines++
    else items.set(key, {fact, ...(field === undefined ? {} : {field}), reason: why.reason, detail: why.detail, machines: 1})
  }
  return {
    add: (snapshot) => {
      for (const name of endpointFactNames) {
        const fact = snapshot.facts[name]
        if (!fact) continue
        if (!fact.ok) add(name, undefined, fact)
        else for (const [field, gap] of Object.entries(fact.gaps ?? {})) add(name, field, gap)
      }
    },
    // An order of its own: that of a saved file depends on how it was written.
    list: () =>
      [...items.values()].sort(
        (a, b) => rankOf(a.fact) - rankOf(b.fact) || compare(a.field ?? '', b.field ?? '') || compare(a.detail, b.detail),
      ),
  }
}

function rankOf(fact: EndpointFactName): number {
  return endpointFactNames.indexOf(fact)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
