import type {Level, Policy} from '../model/policy.ts'

/** A catalogue in numbers: what the tool decides alone, together with a person, or not at all. */
export function describePolicy(policy: Policy) {
  const levels = Object.fromEntries(policy.head.levels.map((level) => [String(level), countsAt(policy, level)]))
  return {id: policy.head.id, version: policy.head.version, validFrom: policy.head.validFrom, levels}
}

function countsAt(policy: Policy, level: Level) {
  const counts = {requirements: 0, automatic: 0, mixed: 0, manual: 0, informative: 0}
  for (const group of policy.groups)
    for (const requirement of group.requirements) {
      if (!requirement.levels.includes(level)) continue
      if (group.informative) {
        counts.informative++
        continue
      }
      counts.requirements++
      if (!requirement.checks) counts.manual++
      else if (requirement.ask) counts.mixed++
      else counts.automatic++
    }
  return counts
}
