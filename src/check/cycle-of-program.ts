import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {MatchRule} from '../model/software-match.ts'

const maxVersionLength = 100

/** Tells the cycle of a program of a product: `found` is what stands where the rule looks. */
export type TellCycle = (found: string) => string | undefined

/** Cycles of a product by what names and versions say; prepared once for each rule. */
export function prepareCycle(product: LifecycleProduct, rule: MatchRule): TellCycle {
  const {cycle} = rule
  if (!cycle) return () => undefined
  const own = product.cycles.filter(({edition}) => rule.edition === undefined || edition === undefined || edition === rule.edition)
  if (cycle.from === 'fixed') return () => cycle.is
  if (cycle.from === 'build') {
    const byBuild = new Map<string, string>()
    // Rows of the edition stand before rows of all editions.
    for (const row of own) if (row.build !== undefined && row.edition !== undefined) byBuild.set(String(row.build), row.cycle)
    for (const row of own)
      if (row.build !== undefined && row.edition === undefined && !byBuild.has(String(row.build))) byBuild.set(String(row.build), row.cycle)
    return (version) => byBuild.get(/^(?:10\.0\.|6\.\d\.)(\d{4,5})/.exec(version)?.[1] ?? '')
  }
  const map = new Map([...own.map((row): [string, string] => [row.cycle, row.cycle]), ...Object.entries(cycle.map ?? {})])
  const rolling = product.policy === 'rolling'
  return (found) => {
    const said = map.get(found)
    if (said !== undefined) return said
    const text = cleanVersion(found)
    for (let end = text.length; end > 0; end = text.lastIndexOf('.', end - 1)) {
      const known = map.get(text.slice(0, end))
      if (known !== undefined) return known
    }
    return rolling ? /^\d{1,5}/.exec(text)?.[0] : undefined
  }
}

/** `1:8.0.36-0ubuntu1` and `v8.0.36` are `8.0.36`. */
function cleanVersion(raw: string): string {
  const text = raw.slice(0, maxVersionLength).toLowerCase()
  return /^(?:\d{1,3}:)?v?([a-z0-9.]*)/.exec(text)?.[1] ?? ''
}

/** The first number of a name from a place on, with its dots: `2019` of "office professional plus 2019 - vi-vn". */
export function firstNumber(name: string, from: number): string {
  for (let at = from; at < name.length; at++) {
    const code = name.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      let end = at
      while (end < name.length && isDigitOrDot(name.charCodeAt(end))) end++
      return name.slice(at, end)
    }
  }
  return ''
}

function isDigitOrDot(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46
}
