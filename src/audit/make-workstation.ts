import {judgeTarget} from '../check/judge.ts'
import {createLifecycle} from '../check/lifecycle.ts'
import type {Content} from '../content/content.ts'
import {loadDataAgeWords} from '../content/load-data-age-words.ts'
import {sayAges} from '../data-sets/say-ages.ts'
import {nearest} from '../lib/nearest.ts'
import {stableJson} from '../lib/stable-json.ts'
import {fillTemplate} from '../lib/template.ts'
import {UserError} from '../lib/user-error.ts'
import type {Result} from '../model/assessment.ts'
import {type Severity, severities} from '../model/policy.ts'
import type {Register, System} from '../model/register.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {Workspace} from '../model/workspace.ts'
import {planFor} from '../pipeline.ts'
import {fixFor} from '../report/workstation/fix-for.ts'
import type {SheetFinding, WorkstationValues} from '../report/workstation/values.ts'
import {openToRead} from '../store/folder-store.ts'
import type {StoreReader} from '../store/store.ts'
import type {StoreError} from '../store/store-error.ts'
import {endpointOffices} from './endpoint-offices.ts'
import {endpointRow} from './endpoint-row.ts'
import {sha256} from './manifest.ts'
import {mustFindBasis} from './must-find-basis.ts'
import {resolveSystem} from './resolve-system.ts'
import {withWorkspaceData} from './workspace-data.ts'

/** How an observed value is shown inside a sentence. */
export type ShowValue = (value: unknown) => string

export interface WorkstationOrder {
  folder: string
  /** Id or name of the PC. */
  machine: string
  on: string
  content: Content
  show: ShowValue
}

/** Judges one PC as a member of each of its systems; the gravest severity of a check counts. Writes nothing. */
export async function deriveWorkstation(order: WorkstationOrder): Promise<WorkstationValues> {
  const {folder, on} = order
  const store = await openToRead(folder)
  try {
    const content = await withWorkspaceData(order.content, store)
    const [register, workspace] = await Promise.all([store.readRegister(), store.readWorkspace()])
    const snapshot = await findMachine(store, order)
    const systems = gradedSystems(register, snapshot.target.id)
    if (systems.length === 0) throw inNoSystem(snapshot, register, folder)
    const offices = await endpointOffices(content.software, store, register)
    const judged = judge({...order, content}, register, systems, snapshot, offices[snapshot.target.id])
    const row = endpointRow(snapshot, createLifecycle(content.lifecycle))
    return {
      on,
      workspace,
      id: snapshot.target.id,
      name: snapshot.target.name,
      unit: unitOf(register, workspace, snapshot.target.id),
      hardware: row.hardware,
      os: row.os,
      supportEnds: row.supportEnds,
      systems: systems.map(({name, level}) => ({name, level})),
      collectedAt: snapshot.collectedAt,
      dataAges: sayAges(content.dataSets ?? [], on, loadDataAgeWords(), 'vi'),
      sha256: sha256(stableJson(snapshot)),
      ...judged,
    }
  } finally {
    await store.close()
  }
}

type Graded = System & {level: NonNullable<System['level']>}

function gradedSystems(register: Register, id: string): Graded[] {
  return register.systems.filter(
    (system): system is Graded => system.level !== undefined && system.status !== 'stopped' && system.endpoints.members.includes(id),
  )
}

function judge({on, content, show}: WorkstationOrder, register: Register, systems: readonly Graded[], snapshot: Snapshot, office?: string) {
  const worst = new Map<string, {result: Result; severity: Severity}>()
  const {id, name, kind} = snapshot.target
  const target = {id, name, kind, facts: snapshot.facts, office}
  for (const entry of systems) {
    const system = resolveSystem(register, entry)
    if (!system) continue
    // Without a catalogue nothing would be found, and the sheet would look clean.
    const basis = mustFindBasis(content, on, system, undefined)
    const plan = planFor(content, basis.policy, system.level)
    const results = judgeTarget(content.checks, plan.uses, {...target, level: system.level}, on)
    for (const {requirement, uses} of plan.requirements)
      for (const use of uses) {
        const result = results.get(use.key)
        const known = result && worst.get(result.check)
        if (result && (!known || isWorse(result, requirement.severity, known)))
          worst.set(result.check, {result, severity: requirement.severity})
      }
  }
  const all = [...worst.values()]
  const {os} = snapshot.facts
  const of = (outcome: Result['outcome']) => all.filter(({result}) => result.outcome === outcome)
  const titleOf = (check: string) => content.checks.get(check)?.check.title.vi ?? check
  const findings = of('fail')
    .map(({result, severity}): SheetFinding => {
      const check = content.checks.get(result.check)?.check
      const values = {observed: result.observed ?? '–', params: result.expected ?? {}}
      return {
        check: result.check,
        severity,
        fails: check ? fillTemplate(check.fails.vi, values, show) : result.check,
        fix: check ? fixFor(fillTemplate(check.fix.vi, values, show), os?.ok ? os.value.family : undefined) : '',
      }
    })
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.check < b.check ? -1 : 1))
  return {
    counts: {pass: of('pass').length, fail: findings.length, unknown: of('unknown').length},
    findings,
    unseen: of('unknown').map(({result}) => titleOf(result.check)),
  }
}

const order = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies Result['outcome'][]

/** Fail before unknown before pass; of two that fail the graver one, so that each check stands on the sheet once. */
function isWorse(result: Result, severity: Severity, known: {result: Result; severity: Severity}): boolean {
  const [own, other] = [order.indexOf(result.outcome), order.indexOf(known.result.outcome)]
  return own !== other ? own < other : severities.indexOf(severity) < severities.indexOf(known.severity)
}

function unitOf(register: Register, workspace: Workspace, id: string): string | undefined {
  const device = register.devices.find((candidate) => candidate.id === id)
  const office = workspace.offices.find((candidate) => candidate.id === device?.office)?.name ?? device?.office
  return [device?.unit, device?.place, office].filter(Boolean).join(', ') || undefined
}

async function findMachine(store: StoreReader, {machine, folder}: WorkstationOrder): Promise<Snapshot> {
  const byId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(machine) ? await store.readTarget(machine) : undefined
  if (byId) return byId.snapshot
  const named: Snapshot[] = []
  const names: string[] = []
  let damaged: StoreError | undefined
  for await (const listed of store.listTargets(['endpoint'])) {
    if (!listed.ok) {
      damaged ??= listed.error
      continue
    }
    const {target} = listed.target.snapshot
    names.push(target.name, target.id)
    if (target.name.toLowerCase() === machine.toLowerCase()) named.push(listed.target.snapshot)
  }
  const [only, ...others] = named
  if (only && others.length === 0) return only
  // The file that cannot be read may be that of the PC asked for.
  if (!only && damaged) throw damaged
  const close = nearest(machine, names)
  throw new UserError({
    code: only ? 'several-machines' : 'unknown-machine',
    what: only
      ? {vi: `Có ${named.length} máy cùng tên "${machine}"`, en: `${named.length} machines are called "${machine}"`}
      : {vi: `Chưa có dữ liệu của máy "${machine}"`, en: `There are no facts of "${machine}"`},
    where: `${folder}/targets`,
    next: only
      ? {
          vi: `Dùng mã máy: ${named.map(({target}) => target.id).join(', ')}.`,
          en: `Use the id: ${named.map(({target}) => target.id).join(', ')}.`,
        }
      : close
        ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
        : {vi: 'Chạy "stp-sec audit" trên máy đó, hoặc nhập dữ liệu của nó.', en: 'Run "stp-sec audit" on it, or import its facts.'},
  })
}

function inNoSystem({target}: Snapshot, register: Register, folder: string): UserError {
  const operated = register.systems.filter(({role, level}) => role === 'operates' && level !== undefined).map(({id}) => id)
  return new UserError({
    code: 'machine-in-no-system',
    what: {
      vi: `Máy ${target.name} chưa thuộc hệ thống nào có cấp độ nên chưa biết kiểm tra theo mức nào`,
      en: `${target.name} belongs to no system with a level`,
    },
    where: `${folder}/register.json`,
    next: {
      vi: `Thêm máy vào hệ thống: stp-sec system edit ${operated[0] ?? 'MÃ'} --endpoints-members ${target.id} (ghi cả các máy cũ).`,
      en: `Add it to a system: stp-sec system edit ${operated[0] ?? 'ID'} --endpoints-members ${target.id} (with those it had).`,
    },
  })
}
