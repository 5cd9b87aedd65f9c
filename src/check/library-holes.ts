import type {Environment} from '@marcbachmann/cel-js'
import {daysBetween} from '../lib/dates.ts'
import type {JsLibrary, JudgedLibraries, LibraryHole} from '../model/js-libraries.ts'
import {compareLibraryVersions, spanInRange, type VersionSpan, versionSpan} from './library-versions.ts'
import {UnknownValue} from './unknown-value.ts'

/** A library as the fact `scripts` names it. */
export interface FoundLibrary {
  id: string
  version: string
  seenIn: 'address' | 'content'
}

export interface LibraryVerdict {
  name: string
  /** Known holes of every version that it may be. */
  holes: LibraryHole[]
  /** Why it cannot be called free of holes, where none is sure. */
  unclear?: string
  /** First version of the list without a known hole, above the one found. */
  clearFrom?: string
}

const gravestFirst: readonly LibraryHole['severity'][] = ['critical', 'high', 'medium', 'low']
const namedHoles = 4
const namedLibraries = 20

/** What is known of one library by the list; holes below a severity are passed over. */
export function judgeLibrary(found: FoundLibrary, libraries: readonly JsLibrary[], from: LibraryHole['severity'] = 'low'): LibraryVerdict {
  const library = libraries.find(({id}) => id === found.id)
  if (!library) return {name: found.id, holes: [], unclear: 'not on the list any more'}
  const {name} = library
  if (found.version === '') return {name, holes: [], unclear: 'its version is not told'}
  // What a file says of itself is whole: "1.7" in it is 1.7.0, in an address it may be the newest 1.7.
  const span = versionSpan(found.version, found.seenIn === 'content')
  if (!span) return {name, holes: [], unclear: 'its version cannot be compared'}
  const grave = library.holes.filter(({severity}) => gravestFirst.indexOf(severity) <= gravestFirst.indexOf(from))
  const standings = grave.map((hole) => ({hole, standing: standingOf(hole, span)}))
  const holes = standings.filter(({standing}) => standing === 'all').map(({hole}) => hole)
  if (holes.length > 0) {
    const clearFrom = library.partial ? undefined : clearAbove(span, library)
    return {name, holes, ...(clearFrom === undefined ? {} : {clearFrom})}
  }
  if (standings.some(({standing}) => standing === 'some')) return {name, holes, unclear: 'its version is told in part'}
  return {name, holes, ...(library.partial ? {unclear: 'newer holes than those of the list are known'} : {})}
}

function standingOf({ranges}: LibraryHole, span: VersionSpan): 'all' | 'some' | 'none' {
  const standings = ranges.map((range) => spanInRange(span, range))
  if (standings.includes('all')) return 'all'
  return standings.includes('some') ? 'some' : 'none'
}

function clearAbove(span: VersionSpan, {holes}: JsLibrary): string | undefined {
  const ends = holes.flatMap(({ranges}) => ranges.flatMap(({below}) => below ?? []))
  return ends
    .filter((end) => spanInRange(span, {below: end}) === 'all')
    .sort(compareLibraryVersions)
    .find((end) => {
      const at = versionSpan(end, true)
      return at !== undefined && holes.every((hole) => standingOf(hole, at) === 'none')
    })
}

/** What checks may ask of the list of libraries. */
export function registerLibraryFunctions(environment: Environment, {libraries, holesReadTo}: JudgedLibraries): void {
  const judgeAll = (found: readonly FoundLibrary[], from: string) =>
    found.map((one) => ({one, verdict: judgeLibrary(one, libraries, from as LibraryHole['severity'])}))
  const holedOf = (verdicts: ReturnType<typeof judgeAll>) => verdicts.filter(({verdict}) => verdict.holes.length > 0)
  environment.registerFunction(
    'librariesKnownHoled(list, string): double',
    (found: readonly FoundLibrary[], from: string) => holedOf(judgeAll(found, from)).length,
  )
  environment.registerFunction(
    'librariesHoled(list, double, string, string, double): list<string>',
    (found: readonly FoundLibrary[], unopened: number, from: string, on: string, maxListAgeDays: number) => {
      const verdicts = judgeAll(found, from)
      const holed = holedOf(verdicts)
      if (holed.length > 0) return [...new Set(holed.map(({one, verdict}) => describe(one, verdict)))].slice(0, namedLibraries)
      if (verdicts.length === 0)
        throw new UnknownValue('not-supported', 'no library of the list was recognised; files that hold several may hide some')
      const unclear = new Set(
        verdicts.flatMap(({one, verdict: {name, unclear: why}}) =>
          why === undefined ? [] : [[name, one.version].filter(Boolean).join(' ').concat(': ', why)],
        ),
      )
      if (unclear.size > 0) throw new UnknownValue('not-collected', [...unclear].slice(0, 10).join('; '))
      if (unopened > 0)
        throw new UnknownValue('not-collected', `${unopened} script files of the site were not opened, and their names tell no library`)
      if (!(daysBetween(holesReadTo, on) <= maxListAgeDays))
        throw new UnknownValue('stale', `holes that were published after ${holesReadTo} are not on the list`)
      return []
    },
  )
}

/** "jQuery 1.12.4: CVE-2020-11022, CVE-2020-11023, +3 (≥ 3.5.0)". The gravest come first. */
function describe({version}: FoundLibrary, {name, holes, clearFrom}: LibraryVerdict): string {
  const ids = [...holes].sort((a, b) => gravestFirst.indexOf(a.severity) - gravestFirst.indexOf(b.severity)).map(({id}) => id)
  const more = ids.length > namedHoles ? [`+${ids.length - namedHoles}`] : []
  return `${name} ${version}: ${[...ids.slice(0, namedHoles), ...more].join(', ')}${clearFrom === undefined ? '' : ` (≥ ${clearFrom})`}`
}
