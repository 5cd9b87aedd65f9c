import {addMonths, dayOf, daysBetween, formatDay} from '../lib/dates.ts'
import type {DeadlineRules, ItemKind} from '../model/deadlines.ts'
import {newestAnswer} from '../model/newest-answer.ts'
import type {Register, System} from '../model/register.ts'
import {type Entry, fillWords} from './deadline.ts'
import {lastDayOf} from './from-rules.ts'
import {type PreparedRules, viewOf} from './prepare-rules.ts'

type Items = DeadlineRules['items']

const neverAssessed = {vi: 'chưa có', en: 'none'}

/** Entry of one kind, ending on a day that still counts. */
function entryOf(
  items: Items,
  kind: ItemKind,
  own: {id: string; systems: string[]; lastDay: string; values: Readonly<Record<string, unknown>>},
): Entry {
  return {id: `${kind}.${own.id}`, ...fillWords(items[kind], own.values), systems: own.systems, ...lastDayOf(own.lastDay, 'by')}
}

/** Everything the register makes due, except the clocks of incidents. */
export function registerEntries(prepared: PreparedRules, register: Register, today: string): Entry[] {
  const {items} = prepared.rules
  return [
    ...assessmentEntries(prepared, register, today),
    ...plannedEntries(items, register),
    ...waiverEntries(items, register),
    ...attestationEntries(items, register, today),
    ...register.people
      .filter(({certificateValidUntil}) => certificateValidUntil !== undefined)
      .map((person) =>
        entryOf(items, 'certificate', {
          id: person.id,
          systems: [],
          lastDay: person.certificateValidUntil as string,
          values: {name: person.name},
        }),
      ),
    ...register.tasks
      .filter(({status}) => status === 'open' || status === 'doing')
      .map((task) => entryOf(items, 'task', {id: task.id, systems: [task.system], lastDay: task.dueOn, values: {...task}})),
  ]
}

/** A year after the last assessment; where there is none, a year after operation began, but not before the rule does. */
function assessmentEntries({rules, assessmentApplies}: PreparedRules, register: Register, today: string): Entry[] {
  return register.systems
    .filter((system) => assessmentApplies(viewOf(system, register)))
    .map((system) => {
      const last = register.assessments
        .filter((record) => record.system === system.id && record.on <= today)
        .map(({on}) => on)
        .sort()
        .at(-1)
      const {months, firstBy} = rules.assessment
      const firstYear = system.operatingSince === undefined ? firstBy : addMonths(system.operatingSince, months)
      return entryOf(rules.items, 'assessment', {
        id: system.id,
        systems: [system.id],
        lastDay: last === undefined ? (firstYear < firstBy ? firstBy : firstYear) : addMonths(last, months),
        values: {name: system.name, system: system.id, last: last === undefined ? neverAssessed : formatDay(last)},
      })
    })
}

function plannedEntries(items: Items, register: Register): Entry[] {
  const planned = (system: System, kind: 'approval' | 'deployment', lastDay: string | undefined, met: boolean): Entry[] =>
    lastDay === undefined || met || system.role !== 'operates' || system.status === 'stopped'
      ? []
      : [entryOf(items, kind, {id: system.id, systems: [system.id], lastDay, values: {name: system.name, system: system.id}})]
  return register.systems.flatMap((system) => [
    ...planned(system, 'approval', system.plannedApprovalOn, system.state === 'approved'),
    ...planned(system, 'deployment', system.plannedDeploymentOn, system.deployment === 'full'),
  ])
}

/** A waiver that a later one follows without a gap, for all the machines it covers, needs nothing more. */
function waiverEntries(items: Items, register: Register): Entry[] {
  return register.waivers
    .filter(
      (waiver) =>
        !register.waivers.some(
          (other) =>
            other.system === waiver.system &&
            other.requirement === waiver.requirement &&
            other.expiresOn > waiver.expiresOn &&
            daysBetween(waiver.expiresOn, other.validFrom) <= 1 &&
            (!other.targets || waiver.targets?.every((target) => other.targets?.includes(target))),
        ),
    )
    .map((waiver) =>
      entryOf(items, 'waiver', {
        id: waiver.id,
        systems: [waiver.system],
        lastDay: waiver.expiresOn,
        values: {...waiver, name: nameOf(register, waiver.system)},
      }),
    )
}

/** Answers that end on the same day are renewed in one sitting. */
function attestationEntries(items: Items, register: Register, today: string): Entry[] {
  const byQuestion = Map.groupBy(register.attestations, ({system, requirement}) => JSON.stringify([system, requirement]))
  const inForce = [...byQuestion.values()].flatMap((answers) => newestAnswer(answers, today) ?? [])
  const groups = Map.groupBy(inForce, ({system, validUntil}) => `${system}.${validUntil}`)
  return [...groups].flatMap(([id, group]) => {
    const [first] = group
    if (!first) return []
    const values = {count: group.length, name: nameOf(register, first.system)}
    return [entryOf(items, 'attestation', {id, systems: [first.system], lastDay: first.validUntil, values})]
  })
}

const hourMs = 3_600_000

/** Clocks run from the moment of detection, over nights and holidays. */
export function incidentEntries(items: Items, register: Register): Entry[] {
  return register.incidents.flatMap((incident) => {
    const clock = (kind: ItemKind, hours: number, reportedAt: string | undefined): Entry => {
      const lastMoment = new Date(Date.parse(incident.detectedAt) + hours * hourMs).toISOString()
      const lastDay = dayOf(Date.parse(lastMoment))
      const values = {id: incident.id, name: incident.title}
      return {
        ...entryOf(items, kind, {id: incident.id, systems: incident.systems, lastDay, values}),
        lastMoment,
        done: reportedAt !== undefined,
      }
    }
    return [
      ...(incident.nationalSecurity ? [clock('incident-at-once', 0, incident.firstReportAt)] : []),
      ...(incident.serious ? [clock('incident-first', 24, incident.firstReportAt)] : []),
      clock('incident-cause', 72, incident.causeReportAt),
      ...(incident.personalData ? [clock('incident-personal-data', 72, incident.personalDataReportAt)] : []),
    ]
  })
}

function nameOf(register: Register, id: string): string {
  return register.systems.find((system) => system.id === id)?.name ?? id
}
