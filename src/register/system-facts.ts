import {dayOf} from '../lib/dates.ts'
import {sameWords} from '../lib/same-words.ts'
import type {Fact, Gap} from '../model/fact.ts'
import type {SystemFactName, SystemFactValue} from '../model/facts/system.ts'
import type {Register, RegisteredDocument, System} from '../model/register.ts'

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
          ...given('firstReportHours', hours(detectedAt, firstReportAt ?? now)),
          ...given('causeReportHours', hours(detectedAt, causeReportAt ?? now)),
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
  // A paper of another kind proves nothing: a plan is no decision.
  const paper = (id: string | undefined, kind: RegisteredDocument['kind']) =>
    register.documents.find((document) => document.id === id && document.kind === kind)
  const decision = paper(system.decision, 'decision')
  const regulation = paper(system.regulation, 'regulation')
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
    ...given('appraiserOperates', isSameUnit(appraiser, operator, register)),
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

/** A report before the detection is a slip of the pen and proves nothing. */
function hours(from: string, to: string): number | undefined {
  const passed = (Date.parse(to) - Date.parse(from)) / hourMs
  return passed < 0 ? undefined : passed
}

/**
 * Whether two names mean one unit. Different words may still mean the same one ("Văn phòng", "Văn phòng Sở"), so "no" needs
 * two entries of the register that differ.
 */
function isSameUnit(one: string | undefined, other: string | undefined, {people}: Register): boolean | undefined {
  if (one === undefined || other === undefined) return undefined
  if (sameWords(one, other)) return true
  const entered = (name: string) => people.find((person) => sameWords(person.name, name))?.id
  const [first, second] = [entered(one), entered(other)]
  return first !== undefined && second !== undefined && first !== second ? false : undefined
}

/** A field only where it was entered: absent means that nobody has said. */
function given<K extends string, V>(name: K, value: V | undefined): {[key in K]?: V} {
  return value === undefined ? {} : ({[name]: value} as {[key in K]?: V})
}
