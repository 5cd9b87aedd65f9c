import {addMonths, daysBetween} from '../lib/dates.ts'
import type {WindowsBuild} from '../model/windows-builds.ts'
import {UnknownValue} from './unknown-value.ts'

/** Microsoft brings out a cumulative update every month: where the newest known is older than this, a newer one must exist. */
const maxDataAgeDays = 45

/** Where a Windows build stands among those known. */
export interface BuildStanding {
  /** Newest known build of the release: "19045.6456". */
  newest: string
  newestReleasedOn: string
  /** Day the first known update came out that the machine lacks; absent: it lacks none that is known. */
  lackingSince?: string
  /** Whole months since that day; 0 where nothing known is lacking. A gap in the table makes it too low, never too high. */
  monthsBehind: number
}

/** What the table of Windows builds says; throws UnknownValue where it says nothing. */
export interface WindowsBuildTable {
  standing: (product: string, build: number, ubr: number, on: string) => BuildStanding
}

interface Known {
  ubr: number
  releasedOn: string
}

export function createWindowsBuildTable(builds: readonly WindowsBuild[]): WindowsBuildTable {
  const byFamily = new Map<string, Known[]>()
  for (const {product, build, releasedOn} of builds) {
    const [, , family = '', ubr = ''] = build.split('.')
    const key = `${product} ${family}`
    byFamily.set(key, [...(byFamily.get(key) ?? []), {ubr: Number(ubr), releasedOn}])
  }
  for (const known of byFamily.values()) known.sort((a, b) => a.ubr - b.ubr)
  return {
    standing: (product, build, ubr, on) => {
      // What came out after the day of assessment could not be installed on it.
      const known = (byFamily.get(`${product} ${build}`) ?? []).filter(({releasedOn}) => releasedOn <= on)
      const newest = known.at(-1)
      if (!newest) throw new UnknownValue('no-lifecycle-data', `no build of ${product} ${build} is known for ${on}`)
      const lacking = known.filter((item) => item.ubr > ubr).map(({releasedOn}) => releasedOn)
      const base = {newest: `${build}.${newest.ubr}`, newestReleasedOn: newest.releasedOn}
      const [lackingSince] = lacking.sort()
      if (lackingSince === undefined) return {...base, monthsBehind: 0}
      return {...base, lackingSince, monthsBehind: wholeMonths(lackingSince, on)}
    },
  }
}

/** How far behind a build is, for a verdict: old data prove that a build is behind, never that it is current. */
export function monthsBehind(table: WindowsBuildTable, product: string, build: number, ubr: number, maxMonths: number, on: string): number {
  const standing = table.standing(product, build, ubr, on)
  if (standing.monthsBehind <= maxMonths && daysBetween(standing.newestReleasedOn, on) > maxDataAgeDays)
    throw new UnknownValue(
      'no-lifecycle-data',
      `the newest known build of ${build} is ${standing.newest} of ${standing.newestReleasedOn}, too old for ${on}`,
    )
  return standing.monthsBehind
}

function wholeMonths(from: string, on: string): number {
  let months = Math.max(0, Math.floor(daysBetween(from, on) / 31) - 1)
  while (addMonths(from, months + 1) <= on) months++
  return months
}
