import type {Params, ParamValue} from '../model/check.ts'
import type {GroupFile, Level, ParamSetting, Policy, Requirement} from '../model/policy.ts'
import type {TargetKind} from '../model/snapshot.ts'

/** One check with the parameters and age limit that a policy sets at a level. Equal uses are judged once. */
export interface CheckUse {
  key: string
  /** Kind of targets that the check looks at. */
  target: TargetKind
  check: string
  params: Params
  maxFactAgeDays: number
}

export interface PlannedRequirement {
  group: GroupFile
  requirement: Requirement
  uses: CheckUse[]
}

export interface Plan {
  level: Level
  requirements: PlannedRequirement[]
  /** Distinct uses of all requirements. */
  uses: CheckUse[]
}

/** What has to be judged for a system of a level. `defaultsOf` gives the parameters a check declares, `targetOf` what it looks at. */
export function planRequirements(
  policy: Policy,
  level: Level,
  defaultsOf: (check: string) => Params,
  targetOf: (check: string) => TargetKind,
): Plan {
  const uses = new Map<string, CheckUse>()
  const requirements: PlannedRequirement[] = []
  for (const group of policy.groups) {
    for (const requirement of group.requirements) {
      if (!requirement.levels.includes(level)) continue
      const maxFactAgeDays = requirement.maxFactAgeDays ?? policy.head.maxFactAgeDays
      const own = (requirement.checks ?? [])
        .flatMap((entry) => checkEntries(entry))
        .map(({check, settings}) => {
          const params = {...defaultsOf(check), ...paramsAt(settings, level, requirement)}
          const key = JSON.stringify([check, params, maxFactAgeDays])
          const use = uses.get(key) ?? {key, target: targetOf(check), check, params, maxFactAgeDays}
          uses.set(key, use)
          return use
        })
      requirements.push({group, requirement, uses: own})
    }
  }
  return {level, requirements, uses: [...uses.values()]}
}

/** Ids of all checks that a catalogue uses at any level. */
export function checksOf(policy: Policy): Set<string> {
  const entries = policy.groups.flatMap((group) => group.requirements.flatMap((requirement) => requirement.checks ?? []))
  return new Set(entries.flatMap((entry) => checkEntries(entry).map(({check}) => check)))
}

/** `screen-lock` or `{screen-lock: {maxMinutes: ...}}` as pairs. */
export function checkEntries(entry: NonNullable<Requirement['checks']>[number]): {check: string; settings: Record<string, ParamSetting>}[] {
  if (typeof entry === 'string') return [{check: entry, settings: {}}]
  return Object.entries(entry).map(([check, settings]) => ({check, settings}))
}

function paramsAt(settings: Record<string, ParamSetting>, level: Level, requirement: Requirement): Params {
  const params: Params = {}
  for (const [name, setting] of Object.entries(settings)) {
    const value = valueAtLevel(referenceTarget(setting, requirement) ?? setting, level)
    if (value !== undefined) params[name] = value
  }
  return params
}

/** The `values` entry that a setting `values.<name>` stands for. */
export function referenceTarget(setting: ParamSetting, requirement: Requirement): ParamSetting | undefined {
  if (typeof setting !== 'string' || !setting.startsWith('values.')) return undefined
  return requirement.values?.[setting.slice('values.'.length)]
}

/** A plain value, or the entry of the level, or of the next lower level that has one. */
export function valueAtLevel(setting: ParamSetting, level: Level): ParamValue | undefined {
  if (typeof setting !== 'object' || Array.isArray(setting)) return setting
  const perLevel: Record<string, ParamValue> = setting
  for (let candidate: number = level; candidate >= 1; candidate--) {
    const value = perLevel[String(candidate)]
    if (value !== undefined) return value
  }
  return undefined
}
