import {Environment} from '@marcbachmann/cel-js'
import {addMonths, daysBetween} from '../lib/dates.ts'
import {compareVersions} from '../lib/versions.ts'
import type {Params, ParamValue} from '../model/check.ts'
import type {JudgedLibraries} from '../model/js-libraries.ts'
import type {TargetKind} from '../model/snapshot.ts'
import {registerFactTypes} from './fact-types.ts'
import {registerLibraryFunctions} from './library-holes.ts'
import type {Lifecycle} from './lifecycle.ts'
import {portsKnown} from './ports-known.ts'
import {registerSoftwareFunctions} from './software-functions.ts'
import {createSoftwareJudge, type SoftwareJudge} from './software-rules.ts'
import {UnknownValue} from './unknown-value.ts'
import {createWindowsBuildTable, monthsBehind, type WindowsBuildTable} from './windows-builds.ts'

/** Content is ours, but may be edited by others: an expression stays small. */
const limits = {maxAstNodes: 400, maxDepth: 40, maxListElements: 200, maxMapEntries: 20, maxCallArguments: 8}

/**
 * Two views of the same language. Expressions are type-checked against declared facts (`typed`), and evaluated over the
 * plain JSON values (`plain`), which is three times faster on long lists; zod has checked those values before.
 */
export interface CheckLanguage {
  typed: (target: TargetKind, params: Params) => Environment
  plain: Environment
}

export function createCheckLanguage(
  lifecycle: Lifecycle,
  builds: WindowsBuildTable = createWindowsBuildTable([]),
  software: SoftwareJudge = createSoftwareJudge([], []),
  libraries: JudgedLibraries = {libraries: [], holesReadTo: '2000-01-01'},
): CheckLanguage {
  const register = (environment: Environment): Environment => {
    registerLanguage(environment, lifecycle, builds)
    registerSoftwareFunctions(environment, software)
    registerLibraryFunctions(environment, libraries)
    return environment
  }
  const bases = new Map<TargetKind, Environment>()
  const baseOf = (target: TargetKind): Environment => {
    const known = bases.get(target)
    if (known) return known
    const base = new Environment({unlistedVariablesAreDyn: false, limits})
    registerFactTypes(base, target)
    base.registerVariable('on', 'string')
    base.registerVariable('place', 'dyn')
    register(base)
    bases.set(target, base)
    return base
  }
  return {
    plain: register(new Environment({unlistedVariablesAreDyn: true, limits})),
    typed: (target, params) => {
      const environment = baseOf(target).clone()
      environment.registerType('params', {
        schema: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, paramType(value)])),
      })
      environment.registerVariable('params', 'params')
      return environment
    },
  }
}

function paramType(value: ParamValue): string {
  if (typeof value === 'number') return 'double'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return value.every((item) => typeof item === 'number') && value.length > 0 ? 'list<double>' : 'list<string>'
}

function registerLanguage(environment: Environment, lifecycle: Lifecycle, builds: WindowsBuildTable): void {
  // CEL has no mixed arithmetic; facts are double and literals are mostly written without a point.
  const mixed: [string, (a: number, b: number) => number | boolean][] = [
    ['+', (a, b) => a + b],
    ['-', (a, b) => a - b],
    ['*', (a, b) => a * b],
    ['/', (a, b) => a / b],
  ]
  for (const [operator, apply] of mixed)
    for (const [left, right] of [
      ['double', 'int'],
      ['int', 'double'],
    ])
      environment.registerOperator(`${left} ${operator} ${right}`, (a, b) => apply(Number(a), Number(b)))
  environment.registerOperator('double == int', (a, b) => Number(a) === Number(b))
  environment.registerFunction('daysBetween(string, string): double', (from: string, to: string) => daysSince(from, to))
  environment.registerFunction('withinMonths(string, string, double): bool', (from: string, on: string, months: number) => {
    daysSince(from, on)
    return on <= addMonths(from, months)
  })
  environment.registerFunction('portsKnown(string, list<double>): bool', (known: string, ports: readonly number[]) =>
    portsKnown(known, ports),
  )
  environment.registerFunction('versionGte(string, string): bool', (a: string, b: string) => compareVersions(a, b) >= 0)
  environment.registerFunction('endOfSupport(string, string): string', lifecycle.endOfSupport)
  environment.registerFunction('endOfExtended(string, string): string', lifecycle.endOfExtended)
  environment.registerFunction('programsKnown(list): double', lifecycle.programsKnown)
  environment.registerFunction('programsEnded(list, string, double): list<string>', lifecycle.programsEnded)
  environment.registerFunction('majorsBehind(string, string, string): double', lifecycle.majorsBehind)
  environment.registerFunction(
    'windowsMonthsBehind(string, double, double, double, string): double',
    (product: string, build: number, ubr: number, maxMonths: number, on: string) =>
      monthsBehind(builds, product, build, ubr, maxMonths, on),
  )
  environment.registerFunction(
    'windowsBuildStanding(string, double, double, string): map<string, dyn>',
    (product: string, build: number, ubr: number, on: string) => {
      const {newest, newestReleasedOn, lackingSince, monthsBehind: months} = builds.standing(product, build, ubr, on)
      return {build: `${build}.${ubr}`, newest, newestOn: newestReleasedOn, ...(lackingSince ? {since: lackingSince, months} : {})}
    },
  )
}

/** Days from a moment to the day of assessment. A moment after it comes from a wrong clock and proves nothing. */
function daysSince(from: string, on: string): number {
  const days = daysBetween(from, on)
  if (Number.isNaN(days)) throw new UnknownValue('error', `"${from}" or "${on}" is no date`)
  if (days < 0) throw new UnknownValue('clock', `${from} lies after the day of assessment`)
  return days
}
