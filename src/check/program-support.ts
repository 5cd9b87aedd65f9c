import type {LifecycleProduct, SupportStatus} from '../model/lifecycle.ts'
import {createMatchSoftware, type MatchedProgram, type MatchSoftware, type Program} from './match-software.ts'
import {type StatusDays, supportStatus} from './support-status.ts'
import {UnknownValue} from './unknown-value.ts'

/** Most names that a message spells out. */
const namedPrograms = 10

/** What the tables say about the programs of a machine. */
export interface ProgramSupport {
  /** How many programs are recognised. */
  programsKnown: (programs: readonly Program[]) => number
  /** Programs whose support has ended, with the last day where it is known; throws UnknownValue where none has, but some may. */
  programsEnded: (programs: readonly Program[], on: string, openEndDays: number) => string[]
}

interface Recognised {
  program: Program
  matched: MatchedProgram
}

export function createProgramSupport(products: readonly LifecycleProduct[]): ProgramSupport {
  const byId = new Map(products.map((product) => [product.product, product]))
  // Most checks ask nothing of programs: the index is made when one does, and a list is gone through once.
  let match: MatchSoftware | undefined
  const seen = new WeakMap<readonly Program[], Recognised[]>()
  const recognise = (programs: readonly Program[]): Recognised[] => {
    const known = seen.get(programs)
    if (known) return known
    match ??= createMatchSoftware(products)
    const found: Recognised[] = []
    for (const program of programs) {
      const matched = match(program)
      if (matched) found.push({program, matched})
    }
    seen.set(programs, found)
    return found
  }
  return {
    programsKnown: (programs) => recognise(programs).length,
    programsEnded: (programs, on, openEndDays) => {
      const ended = new Set<string>()
      const unknown = new Set<string>()
      for (const {program, matched} of recognise(programs)) {
        const product = byId.get(matched.product)
        if (!product) continue
        const status = programStatus(product, matched, on, {endingSoonDays: 0, openEndDays})
        if (status === 'ended') ended.add(nameOf(program, product, matched))
        else if (status === 'unknown') unknown.add(program.name.slice(0, 100))
      }
      if (ended.size === 0 && unknown.size > 0) {
        const more = unknown.size > namedPrograms ? `, … (${unknown.size})` : ''
        throw new UnknownValue('no-lifecycle-data', `support is not known of: ${[...unknown].slice(0, namedPrograms).join(', ')}${more}`)
      }
      return [...ended]
    },
  }
}

/** Status of a recognised program: the newest cycle that it can be proves an end, and nothing else. */
export function programStatus(product: LifecycleProduct, {cycle, atBest}: MatchedProgram, on: string, days: StatusDays): SupportStatus {
  const status = supportStatus(product, cycle, on, days)
  return atBest && status !== 'ended' ? 'unknown' : status
}

function nameOf(program: Program, product: LifecycleProduct, {cycle}: MatchedProgram): string {
  const end = product.cycles.find((row) => row.cycle === cycle)?.endOfSupport
  const name = program.name.slice(0, 100)
  const version = program.version === '' || name.includes(program.version) ? '' : ` ${program.version.slice(0, 40)}`
  return `${name}${version}${end === undefined ? '' : ` (${end})`}`
}
