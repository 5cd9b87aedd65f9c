import {dayOf, timeOf} from '../lib/dates.ts'
import type {Mau08CheckKind, Mau08Rules} from '../model/mau-08-words.ts'
import type {AssessmentRecord, Person, Register, RegisteredDocument, System} from '../model/register.ts'
import type {Workspace} from '../model/workspace.ts'
import {countRows} from '../report/mau-08/validate.ts'
import type {
  Mau08Body,
  Mau08Counters,
  Mau08Evaluation,
  Mau08Paper,
  Mau08Party,
  Mau08Row,
  Mau08Task,
  Mau08Values,
} from '../report/mau-08/values.ts'

export interface Mau08Source {
  year: number
  on: string
  register: Register
  workspace: Workspace
  /** The newest stored assessment of each system, by its id. */
  evaluations: ReadonlyMap<string, Omit<Mau08Evaluation, 'inWindow' | 'entered'>>
  rules: Mau08Rules
  /** Whether dossiers still being drafted count in c3: the form does not say, an officer decides. */
  countDrafts: boolean
  ministry: string
  /** How old the data behind the assessments are. */
  dataAges: string
}

/** The window of a report: 15 December of the year before to 14 December (NĐ 331 Đ35.3). */
export function windowOf(year: number, rules: Mau08Rules): {from: string; to: string} {
  return {from: `${year - 1}-${rules.windowFrom}`, to: `${year}-${rules.windowTo}`}
}

/** Derives every cell of Mẫu 08 from the register. Pure. */
export function deriveMau08(source: Mau08Source): Mau08Values {
  const {register, workspace, year, on, rules} = source
  const window = windowOf(year, rules)
  const inWindow = (day: string) => day >= window.from && day <= window.to && day <= on
  const documents = new Map(register.documents.map((document) => [document.id, document]))
  const recordsOf = groupBy(register.assessments.filter(isListed), (record) => record.system)
  const tasksOf = groupBy(
    register.tasks.filter(({status}) => status === 'open' || status === 'doing'),
    (task) => task.system,
  )
  const entered = new Set(register.assessments.flatMap(({assessment}) => assessment ?? []))
  const operated = register.systems.filter(({role}) => role === 'operates')
  const counted = operated.filter(({status}) => status !== 'stopped')
  const rows = counted.map((system): Mau08Row => {
    const evaluation = source.evaluations.get(system.id)
    const records = (recordsOf.get(system.id) ?? []).map((record) => toRecord(record, inWindow)).sort((a, b) => (a.on < b.on ? 1 : -1))
    return {
      ...rowOf(system, documents),
      checks: (['before-use', 'periodic'] as const).filter((kind) => records.some((record) => record.kind === kind && record.inWindow)),
      records,
      ...(evaluation ? {evaluation: {...evaluation, inWindow: inWindow(evaluation.on), entered: entered.has(evaluation.id)}} : {}),
      tasks: (tasksOf.get(system.id) ?? []).map(({work, person, dueOn}): Mau08Task => ({work, person, dueOn})),
    }
  })
  const parties = partiesOf(counted, register.people)
  const incidents = register.incidents.filter(({detectedAt}) => inWindow(dayIn(detectedAt)))
  return {
    year,
    on,
    window,
    organisation: workspace.organisation,
    sample: workspace.sample,
    addressees: addresseesOf(parties, workspace.organisation.name, source.ministry),
    counters: countersOf(rows, source.countDrafts),
    drafts: {count: rows.filter(({state}) => state === 'drafting').length, counted: source.countDrafts},
    parties,
    rows,
    leftOut: {
      used: register.systems.filter(({role}) => role === 'uses').map(({name}) => name),
      stopped: operated.filter(({status}) => status === 'stopped').map(({name}) => name),
    },
    incidents: {all: incidents.length, serious: incidents.filter(({serious, nationalSecurity}) => serious || nationalSecurity).length},
    trainings: register.trainings.filter(({date}) => inWindow(date)).length,
    dataAges: source.dataAges,
  }
}

function isListed(record: AssessmentRecord): record is AssessmentRecord & {kind: Mau08CheckKind} {
  return record.kind !== 'ad-hoc'
}

function toRecord(record: AssessmentRecord & {kind: Mau08CheckKind}, inWindow: (day: string) => boolean): Mau08Row['records'][number] {
  const {on, kind, independent, conclusion} = record
  return {on, kind, independent, conclusion, inWindow: inWindow(on)}
}

function rowOf(
  system: System,
  documents: ReadonlyMap<string, RegisteredDocument>,
): Omit<Mau08Row, 'checks' | 'records' | 'evaluation' | 'tasks'> {
  const decision = paperOf(system, system.decision, documents)
  const regulation = paperOf(system, system.regulation, documents)
  return defined({
    id: system.id,
    name: system.name,
    status: system.status,
    operatingSince: system.operatingSince,
    owner: system.owner,
    operator: system.operator,
    type: system.type,
    level: system.level,
    state: system.state,
    decision: decision ?? undefined,
    regulation: regulation ?? undefined,
    unknownPapers: defined({
      decision: decision === null ? system.decision : undefined,
      regulation: regulation === null ? system.regulation : undefined,
    }),
    // The form asks for these two only while there is something to wait for.
    plannedApprovalOn: system.state === 'approved' ? undefined : system.plannedApprovalOn,
    deployment: system.deployment,
    plannedDeploymentOn: system.deployment === 'full' ? undefined : system.plannedDeploymentOn,
    information: system.information,
    infrastructureScope: system.infrastructureScope,
    inferred: system.source.confidence === 'inferred' || system.source.confidence === 'unverified',
  })
}

/** Undefined: the system names none. Null: it names one that the register does not have. */
function paperOf(
  system: System,
  id: string | undefined,
  documents: ReadonlyMap<string, RegisteredDocument>,
): Mau08Paper | null | undefined {
  if (id === undefined) return undefined
  const document = documents.get(id)
  if (!document) return null
  const {number, date, issuer, systems} = document
  return defined({number, date, issuer, namesSystem: systems.length === 0 || systems.includes(system.id)})
}

function countersOf(rows: readonly Mau08Row[], countDrafts: boolean): Mau08Counters {
  const waiting = rows.filter(({state}) => state !== 'approved')
  const planned = waiting.flatMap(({plannedApprovalOn}) => plannedApprovalOn ?? []).sort()
  const last = planned.length === waiting.length ? planned.at(-1) : undefined
  return {...countRows(rows, countDrafts), ...(last === undefined ? {} : {c7: last})}
}

/** Each owner of the counted systems with the specialised units named beside it, in the order of the register. */
function partiesOf(systems: readonly System[], people: readonly Person[]): Mau08Party[] {
  const owners = new Map<string, {name: string; units: Map<string, string>}>()
  const add = (owner: string, unit: string | undefined) => {
    const key = keyOf(owner)
    const known = owners.get(key) ?? {name: owner, units: new Map<string, string>()}
    if (unit !== undefined && !known.units.has(keyOf(unit))) known.units.set(keyOf(unit), unit)
    owners.set(key, known)
  }
  for (const {owner, specialisedUnit} of systems) if (owner !== undefined) add(owner, specialisedUnit)
  const withRole = (role: Person['roles'][number]) => people.filter(({roles}) => roles.includes(role))
  if (owners.size === 0) for (const {name} of withRole('owner')) add(name, undefined)
  return [...owners.values()].map(({name, units}) => {
    const names = units.size > 0 ? [...units.values()] : withRole('specialised-unit').map((person) => person.name)
    return {owner: bodyOf(name, 'owner', people), units: names.map((unit) => bodyOf(unit, 'specialised-unit', people))}
  })
}

function bodyOf(name: string, role: Person['roles'][number], people: readonly Person[]): Mau08Body {
  const person = people.find((candidate) => candidate.roles.includes(role) && keyOf(candidate.name) === keyOf(name))
  if (!person) return {name, registered: false}
  const {functions, position, address, phone, email} = person
  const representative = person.representative ?? (person.kind === 'person' ? person.name : undefined)
  return defined({name, registered: true, functions, representative, position, address, phone, email})
}

/** The same body with and without a remark in brackets: "Công an tỉnh (cần xác nhận)". */
function keyOf(name: string): string {
  return withoutRemark(name).toLocaleLowerCase('vi').replace(/\s+/g, ' ')
}

function withoutRemark(name: string): string {
  return name.normalize('NFC').replace(/\s*\([^()]*\)\s*$/, '')
}

/** The owner gets it from its operating unit (Đ35.4.a), the Ministry from the owner (Đ35.4.b); the specialised unit by the form. */
function addresseesOf(parties: readonly Mau08Party[], organisation: string, ministry: string): string[] {
  const owners = parties.map(({owner}) => withoutRemark(owner.name))
  const isOwner = owners.some((owner) => keyOf(owner) === keyOf(organisation))
  const units = parties.flatMap((party) => party.units.map(({name}) => withoutRemark(name)))
  return [...new Set([...(isOwner ? [ministry] : owners), ...units])]
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

/** Day in Viet Nam of a moment. */
function dayIn(moment: string): string {
  return dayOf(timeOf(moment))
}

type Defined<T> = {[K in keyof T as undefined extends T[K] ? never : K]: T[K]} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The object without the fields that are undefined. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
