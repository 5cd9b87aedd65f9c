import type {Params, ParamValue} from '../model/check.ts'
import type {Level, Policy, PolicyHead, Requirement, Tightened} from '../model/policy.ts'
import type {Stricter} from '../model/stricter.ts'
import {checkEntries, referenceTarget, valueAtLevel} from './plan.ts'

/** Two catalogues' numbers for the same thing at one level. */
interface Side {
  standard: string
  requirement: Requirement
}

/**
 * The main catalogue with the overlays judged beside it at a level. Where a requirement and its counterpart set the same
 * number, both are judged by the stricter one and keep a note of where it comes from; nothing is left out of either.
 */
export function joinOverlays(
  main: Policy,
  overlays: readonly Policy[],
  level: Level,
  rules: Stricter,
  defaultsOf: (check: string) => Params,
): Policy {
  if (overlays.length === 0) return main
  const changes = new Map<string, Change[]>()
  const mains = new Map(requirementsOf(main).map((requirement) => [requirement.id, requirement]))
  for (const overlay of overlays) {
    if (overlay.head.counterpartsIn !== main.head.id) continue
    for (const requirement of requirementsOf(overlay))
      for (const id of requirement.counterparts ?? []) {
        const other = mains.get(id)
        if (!other?.levels.includes(level) || !requirement.levels.includes(level)) continue
        const own: Side = {standard: overlay.head.standard, requirement}
        const counterpart: Side = {standard: main.head.standard, requirement: other}
        for (const change of compare(own, counterpart, level, rules, defaultsOf))
          changes.set(change.of, [...(changes.get(change.of) ?? []), change])
      }
  }
  const tighten = (requirement: Requirement) => applyChanges(requirement, changes.get(requirement.id) ?? [], rules)
  return {
    head: main.head,
    groups: [
      ...main.groups.map((group) => ({...group, requirements: group.requirements.map(tighten)})),
      ...overlays.flatMap(({head, groups}) =>
        groups.map((group) => ({
          ...group,
          standard: head.standard,
          requirements: group.requirements.map((requirement) => withLimits(tighten(requirement), head)),
        })),
      ),
    ],
    overlays: overlays.map(({head}) => head),
  }
}

/** What the head of an overlay sets for all its requirements: the main head speaks for its own only. */
function withLimits(requirement: Requirement, head: PolicyHead): Requirement {
  return {
    ...requirement,
    maxFactAgeDays: requirement.maxFactAgeDays ?? head.maxFactAgeDays,
    waiverMaxMonths: requirement.waiverMaxMonths ?? head.waiverMaxMonths,
  }
}

/** A number of a requirement that gives way to the counterpart's; `check` where a check judges it. */
interface Change extends Tightened {
  of: string
  check?: string
  param?: string
}

type Number = number | boolean

function compare(a: Side, b: Side, level: Level, rules: Stricter, defaultsOf: (check: string) => Params): Change[] {
  const changes: Change[] = []
  const add = (name: string, first: unknown, second: unknown, judged?: {check: string; param: string; names: [string, string]}) => {
    if (!isNumber(first) || !isNumber(second) || first === second) return
    const winner = stricterOf(judged?.param ?? name, first, second, rules)
    if (winner === undefined) return
    const [loser, by, own] = winner === first ? [b, a, second] : [a, b, first]
    changes.push({
      of: loser.requirement.id,
      name: judged ? judged.names[loser === a ? 0 : 1] : name,
      own,
      applied: winner,
      standard: by.standard,
      requirement: by.requirement.id,
      clause: by.requirement.clause[`${level}`] ?? '',
      ...(judged ? {check: judged.check, param: judged.param} : {}),
    })
  }
  for (const [name, values] of Object.entries(a.requirement.values ?? {})) {
    const others = b.requirement.values?.[name]
    if (others) add(name, valueAtLevel(values, level), valueAtLevel(others, level))
  }
  const [first, second] = [paramsOf(a.requirement, level, defaultsOf), paramsOf(b.requirement, level, defaultsOf)]
  for (const [key, own] of first) {
    const other = second.get(key)
    if (other) add(own.param, own.value, other.value, {check: own.check, param: own.param, names: [own.name, other.name]})
  }
  return changes
}

interface Param {
  check: string
  param: string
  /** What a reader knows it by: the value of the requirement it stands for, else its own name. */
  name: string
  value: ParamValue | undefined
}

/** Every parameter of every check of a requirement, as the level sets it. */
function paramsOf(requirement: Requirement, level: Level, defaultsOf: (check: string) => Params): Map<string, Param> {
  const params = new Map<string, Param>()
  for (const {check, settings} of (requirement.checks ?? []).flatMap((entry) => checkEntries(entry)))
    for (const [param, fallback] of Object.entries(defaultsOf(check))) {
      const setting = settings[param]
      const target = setting === undefined ? undefined : referenceTarget(setting, requirement)
      const value = setting === undefined ? fallback : (valueAtLevel(target ?? setting, level) ?? fallback)
      const name = target !== undefined && typeof setting === 'string' ? setting.slice('values.'.length) : param
      params.set(`${check} ${param}`, {check, param, name, value})
    }
  return params
}

function isNumber(value: unknown): value is Number {
  return typeof value === 'number' || typeof value === 'boolean'
}

/** The stricter of two numbers; undefined where nobody said which way is stricter, or where they are of two kinds. */
function stricterOf(name: string, first: Number, second: Number, rules: Stricter): Number | undefined {
  if (typeof first !== typeof second) return undefined
  const larger = Number(first) > Number(second) ? first : second
  if (rules.higher.includes(name)) return larger
  return rules.lower.includes(name) ? (larger === first ? second : first) : undefined
}

function applyChanges(requirement: Requirement, changes: readonly Change[], rules: Stricter): Requirement {
  if (changes.length === 0) return requirement
  const strictest = new Map<string, Change>()
  for (const change of changes) {
    const key = change.check ? `${change.check} ${change.param}` : change.name
    const known = strictest.get(key)
    const name = change.param ?? change.name
    if (!known || stricterOf(name, known.applied, change.applied, rules) === change.applied) strictest.set(key, change)
  }
  const kept = [...strictest.values()]
  const {ask} = requirement
  const intervals = kept.flatMap(({name, applied, check}) =>
    !check && rules.interval.includes(name) && typeof applied === 'number' ? [applied] : [],
  )
  return {
    ...requirement,
    ...(requirement.checks ? {checks: requirement.checks.map((entry) => withParams(entry, kept))} : {}),
    ...(ask ? {ask: {...ask, validMonths: Math.min(ask.validMonths, ...intervals)}} : {}),
    tightened: shownOnce(kept),
  }
}

function withParams(entry: NonNullable<Requirement['checks']>[number], changes: readonly Change[]): typeof entry {
  const entries = checkEntries(entry).map(({check, settings}) => {
    const own = changes.filter((change) => change.check === check).map(({param = '', applied}) => [param, applied] as const)
    return [check, {...settings, ...Object.fromEntries(own)}] as const
  })
  return Object.fromEntries(entries)
}

/** The same number may stand in `values` and be a parameter; a reader sees it once. */
function shownOnce(changes: readonly Change[]): Tightened[] {
  const byName = new Map(changes.map(({of: _, check: __, param: ___, ...shown}) => [shown.name, shown]))
  return [...byName.values()]
}

function requirementsOf(policy: Policy): Requirement[] {
  return policy.groups.flatMap((group) => group.requirements)
}
