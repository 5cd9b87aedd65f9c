import {dayOf} from '../lib/dates.ts'
import {sameWords} from '../lib/same-words.ts'
import type {Fact, Gap} from '../model/fact.ts'
import type {SystemFactName, SystemFactValue} from '../model/facts/system.ts'
import type {Register, System} from '../model/register.ts'

export type SystemFactSet = {[N in SystemFactName]: Fact<SystemFactValue<N>>}

const hourMs = 3_600_000
const source = 'register.json'

/**
 * What the register says of a system, as facts that checks judge like those of a machine.
 * `now` is ISO 8601; `workingDaysBetween` gives undefined where holidays are in doubt.
 */
export function systemFactsOf(
  system: System,
  register: Register,
  now: string,
  workingDaysBetween: (from: string, to: string) => number | undefined,
): SystemFactSet {
  const seen = <T>(value: T, gaps?: Record<string, Gap>): Fact<T> => ({ok: true, value, source, at: now, ...(gaps ? {gaps} : {})})
  return {
    system: seen({
      role: system.role,
      status: system.status,
      ...given('operatingSince', system.operatingSince),
      ...given('level', system.level),
      ...given('archive', system.archive),
      hasOwner: system.owner !== undefined,
      hasSpecialisedUnit: system.specialisedUnit !== undefined,
      hasOperator: system.operator !== undefined,
    }),
    dossier: seen(dossierOf(system, register, dayOf(Date.parse(now)), workingDaysBetween)),
    deployment:
      system.deployment === undefined
        ? {ok: false, reason: 'not-collected', detail: 'not seen: deployment.state', source, at: now}
        : seen({state: system.deployment}),
    assessments: seen(assessmentsOf(system, register)),
    incidents: seen({
      items: register.incidents
        .filter((incident) => incident.systems.includes(system.id))
        .map(({detectedAt, serious, firstReportAt, causeReportAt}) => ({
          detectedAt,
          serious,
          firstReportHours: hours(detectedAt, firstReportAt ?? now),
          causeReportHours: hours(detectedAt, causeReportAt ?? now),
        })),
    }),
    administrators: seen({
      items: register.people
        .filter(({roles}) => roles.includes('administrator'))
        .map(({name, certificateValidUntil}) => ({name, ...given('certificateValidUntil', certificateValidUntil)})),
    }),
  }
}

function dossierOf(
  system: System,
  register: Register,
  today: string,
  workingDaysBetween: (from: string, to: string) => number | undefined,
): SystemFactValue<'dossier'> {
  const paper = (id: string | undefined) => register.documents.find((document) => document.id === id)
  const decision = paper(system.decision)
  const regulation = paper(system.regulation)
  const {submittedOn, appraisedOn, appraiser, operator} = system
  const state = system.state ?? 'none'
  const appraisalEnd = appraisedOn ?? (state === 'submitted' ? today : undefined)
  const approvalEnd = decision?.date ?? (state === 'appraised' ? today : undefined)
  return {
    state,
    ...given('submittedOn', submittedOn),
    ...given('appraisedOn', appraisedOn),
    ...given('approvedOn', decision?.date),
    ...given('decisionNumber', decision?.number),
    hasDecision: decision !== undefined,
    hasRegulation: regulation !== undefined,
    ...given('regulationIssuedOn', regulation?.date),
    ...given('appraiserOperates', appraiser !== undefined && operator !== undefined ? sameWords(appraiser, operator) : undefined),
    ...given('appraisalWorkingDays', submittedOn && appraisalEnd ? workingDaysBetween(submittedOn, appraisalEnd) : undefined),
    ...given('approvalWorkingDays', appraisedOn && approvalEnd ? workingDaysBetween(appraisedOn, approvalEnd) : undefined),
  }
}

function assessmentsOf(system: System, register: Register): SystemFactValue<'assessments'> {
  const items = register.assessments
    .filter((record) => record.system === system.id)
    .map(({on, kind, independent, conclusion}) => ({on, kind, independent, conclusion}))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const last = items.at(-1)
  return {items, count: items.length, ...(last ? {newest: {on: last.on, independent: last.independent}} : {})}
}

function hours(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / hourMs
}

/** A field only where it was entered: absent means that nobody has said. */
function given<K extends string, V>(name: K, value: V | undefined): {[key in K]?: V} {
  return value === undefined ? {} : ({[name]: value} as {[key in K]?: V})
}
