import type {Content} from '../content/content.ts'
import {dayOf, formatDay, timeOf} from '../lib/dates.ts'
import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {AssessedSite} from '../model/assessed-system.ts'
import type {Assessment, Result} from '../model/assessment.ts'
import type {Level, Policy} from '../model/policy.ts'
import type {Register, System} from '../model/register.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {Localized} from '../model/text.ts'
import {assessSystem, type Basis, basisOf, chooseBasis, planFor} from '../pipeline.ts'
import {openToRead} from '../store/folder-store.ts'
import type {StoreReader} from '../store/store.ts'
import {linksBetween} from './catalogue-links.ts'
import {membersOf, snapshotUntil} from './dossier-lists.ts'
import {type EndpointOffices, endpointOffices} from './endpoint-offices.ts'
import {findSystem} from './find-system.ts'
import {readInStep} from './in-step.ts'
import {type Changes, createChangeLedger} from './replay-changes.ts'
import {sitesOf} from './resolve-system.ts'
import {withWorkspaceData} from './workspace-data.ts'

export interface ReplayOrder {
  folder: string
  policy: string
  on: string
  /** Absent: every system with a level that has machines. */
  system?: string | undefined
  content: Content
  signal?: AbortSignal
  onMachine?: (system: string, done: number, total: number) => void
}

export type ReplaySide = Pick<Assessment, 'policy' | 'conclusion' | 'counts' | 'index' | 'scope' | 'warnings'> & {reason: Localized}

export interface SystemReplay {
  system: {id: string; name: string; level: Level}
  machines: {
    judged: number /** Without facts until that day. */
    missing: string[]
    unreadable: string[] /** Day of the oldest facts. */
    oldest: string
  }
  inForce: ReplaySide
  replayed: ReplaySide
  changes: Changes
}

export interface Replay {
  on: string
  policy: string
  inForce: string
  systems: SystemReplay[]
  skipped: {system: string; name: string; reason: 'no-machines' | 'no-facts'}[]
}

/** Judges the facts of a day under another catalogue beside the one in force, machine after machine. Writes and collects nothing. */
export async function replay(given: ReplayOrder): Promise<Replay> {
  const store = await openToRead(given.folder)
  try {
    return await replayWith({...given, content: await withWorkspaceData(given.content, store)}, store)
  } finally {
    await store.close()
  }
}

async function replayWith(order: ReplayOrder, store: StoreReader): Promise<Replay> {
  const {content, on} = order
  const basis = chooseBasis(content, on)
  if (!basis) throw noBasis(on)
  const policy = content.policies.get(order.policy)
  if (!policy) throw unknownPolicy(order.policy, content)
  const register = await store.readRegister()
  const sides = (system: Graded): {inForce: Basis; replayed: Basis} => {
    const inForce = basisOf(content, on, {level: system.level, archive: system.archive, sites: sitesOf(register, system.id)}) ?? basis
    if (policy.head.id === basis.policy.head.id) return {inForce, replayed: inForce}
    return {inForce, replayed: {...basis, policy, rule: {...basis.rule, policy: policy.head.id, reason: replayReason(policy, basis, on)}}}
  }
  const offices = await endpointOffices(content.software, store, register)
  const chosen = chooseSystems(register, order)
  const systems: SystemReplay[] = []
  const skipped: Replay['skipped'] = chosen.filter((system) => membersOf(system).length === 0).map((system) => skip(system, 'no-machines'))
  for (const system of chosen) {
    if (membersOf(system).length === 0) continue
    const {inForce, replayed} = sides(system)
    const result = await replaySystem({...order, offices}, store, register, system, inForce, replayed)
    if (result) systems.push(result)
    else skipped.push(skip(system, 'no-facts'))
  }
  if (systems.length === 0) throw await nothingThen(store, chosen, on, order.folder)
  return {on, policy: policy.head.id, inForce: basis.policy.head.id, systems, skipped}
}

type Graded = System & {level: Level}

async function replaySystem(
  order: ReplayOrder & {offices: EndpointOffices},
  store: StoreReader,
  register: Register,
  system: Graded,
  basis: Basis,
  other: Basis,
): Promise<SystemReplay | undefined> {
  const {content, on} = order
  const {level} = system
  const planned = planFor(content, other.policy, level)
  if (!other.policy.head.levels.includes(level) || planned.requirements.length === 0) throw missingLevel(other.policy, system)
  const sites = sitesOf(register, system.id)
  const ledger = createChangeLedger(planFor(content, basis.policy, level), planned, linksBetween(basis.policy, other.policy))
  const machines: SystemReplay['machines'] = {judged: 0, missing: [], unreadable: [], oldest: on}
  const [first, second] = readInStep(newestFacts(order, store, system, machines, sites))
  let before: readonly Result[] | undefined
  // Sites are judged under both; the list of changes is one of machines.
  const assess = (side: Basis, snapshots: AsyncIterable<Snapshot>, onResults: (id: string, results: readonly Result[]) => void) =>
    assessSystem({
      content,
      basis: side,
      on,
      id: `replay-${system.id}-${on}`,
      system: {id: system.id, name: system.name, level, sites},
      register,
      declaredTargets:
        system.endpoints.declared === undefined ? undefined : Math.max(system.endpoints.declared, system.endpoints.members.length),
      snapshots,
      offices: order.offices,
      onResults: ({target}, results) => {
        if (target.kind !== 'site') onResults(target.id, results)
      },
    })
  let after: readonly Result[] | undefined
  // Both judge the same machine before either gets the next one.
  const meet = (machine: string) => {
    if (!before || !after) return
    ledger.add(machine, before, after)
    before = undefined
    after = undefined
  }
  const [inForce, replayed] = await Promise.all([
    assess(basis, first, (machine, results) => {
      before = results
      meet(machine)
    }),
    assess(other, second, (machine, results) => {
      after = results
      meet(machine)
    }),
  ])
  if (machines.judged + machines.unreadable.length === 0) return undefined
  return {
    system: {id: system.id, name: system.name, level},
    machines,
    inForce: sideOf(inForce),
    replayed: sideOf(replayed),
    changes: ledger.finish(inForce, replayed),
  }
}

async function* newestFacts(
  {on, signal, onMachine}: ReplayOrder,
  store: StoreReader,
  system: System,
  machines: SystemReplay['machines'],
  sites: readonly AssessedSite[],
): AsyncGenerator<Snapshot> {
  const members = membersOf(system)
  for (const [index, id] of members.entries()) {
    signal?.throwIfAborted()
    onMachine?.(system.name, index, members.length)
    const seen = await snapshotUntil(store, id, on)
    if (!seen.ok) machines.unreadable.push(id)
    else if (!seen.snapshot) machines.missing.push(id)
    else {
      machines.judged++
      const day = seen.snapshot.collectedAt
      if (machines.judged === 1 || Date.parse(day) < Date.parse(machines.oldest)) machines.oldest = day
      yield seen.snapshot
    }
  }
  for (const {id} of sites) {
    const seen = await snapshotUntil(store, id, on)
    if (!seen.ok) machines.unreadable.push(id)
    else if (seen.snapshot) yield seen.snapshot
  }
}

function sideOf({policy, basisReason, conclusion, counts, index, scope, warnings}: Assessment): ReplaySide {
  return {policy, reason: basisReason, conclusion, counts, index, scope, warnings}
}

function chooseSystems(register: Register, {system: wanted, folder}: ReplayOrder): Graded[] {
  const isGraded = (system: System): system is Graded => system.level !== undefined
  if (wanted === undefined) return register.systems.filter(isGraded).filter(({status}) => status !== 'stopped')
  const system = findSystem(register, wanted, folder)
  if (isGraded(system)) return [system]
  throw new UserError({
    code: 'no-level',
    what: {vi: `Hệ thống "${wanted}" chưa có cấp độ để chấm`, en: `System "${wanted}" has no level to judge by`},
    where: `${folder}/register.json`,
    next: {vi: `Chạy "stp-sec system classify ${wanted} --save" trước.`, en: `Run "stp-sec system classify ${wanted} --save" first.`},
  })
}

function skip({id, name}: System, reason: Replay['skipped'][number]['reason']): Replay['skipped'][number] {
  return {system: id, name, reason}
}

function replayReason({head}: Policy, basis: Basis, on: string): Localized {
  const until = {vi: head.validTo ? ` đến ${formatDay(head.validTo)}` : '', en: head.validTo ? ` to ${head.validTo}` : ''}
  return {
    vi: `Xét lại theo yêu cầu, không phải căn cứ của báo cáo ngày ${formatDay(on)}: ngày đó áp dụng ${basis.policy.head.standard}; ${head.standard} có hiệu lực từ ${formatDay(head.validFrom)}${until.vi}.`,
    en: `Judged again on request, not the basis of a report of ${on}: on that day ${basis.policy.head.standard} holds; ${head.standard} holds from ${head.validFrom}${until.en}.`,
  }
}

function noBasis(on: string): UserError {
  return new UserError({
    code: 'no-basis',
    what: {vi: `Không có danh mục yêu cầu nào cho ngày ${on}`, en: `No catalogue is in force on ${on}`},
    where: 'policies/legal-basis.yaml',
    next: {vi: 'Chọn ngày khác bằng --on.', en: 'Choose another day with --on.'},
  })
}

function unknownPolicy(id: string, content: Content): UserError {
  const known = [...content.policies.keys()]
  const close = nearest(id, known)
  return new UserError({
    code: 'unknown-policy',
    what: {vi: `Không có danh mục "${id}"`, en: `There is no catalogue "${id}"`},
    where: '--policy',
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {vi: `Dùng một trong: ${known.join(', ')}.`, en: `Use one of: ${known.join(', ')}.`},
  })
}

function missingLevel({head}: Policy, system: Graded): UserError {
  return new UserError({
    code: 'no-such-level',
    what: {
      vi: `Danh mục "${head.id}" không có yêu cầu cho cấp độ ${system.level} của hệ thống "${system.id}"`,
      en: `Catalogue "${head.id}" has nothing for level ${system.level} of system "${system.id}"`,
    },
    where: `policies/${head.id}`,
    next: {
      vi: `Danh mục này có cấp độ ${head.levels.join(', ')}; chọn danh mục khác, hoặc hệ thống khác bằng --system.`,
      en: `It has levels ${head.levels.join(', ')}; choose another catalogue, or another system with --system.`,
    },
  })
}

/** No system had facts until that day: says when the first ones came. */
async function nothingThen(store: StoreReader, systems: readonly System[], on: string, folder: string): Promise<UserError> {
  let firstSeen: string | undefined
  let members = 0
  for (const id of new Set(systems.flatMap(membersOf))) {
    members++
    const target = await store.readTarget(id).catch(() => undefined)
    if (target && (firstSeen === undefined || Date.parse(target.firstSeenAt) < Date.parse(firstSeen))) firstSeen = target.firstSeenAt
  }
  const where = `${folder}/history`
  if (firstSeen === undefined)
    return new UserError({
      code: 'no-facts',
      what:
        members === 0
          ? {vi: 'Sổ đăng ký chưa ghi máy nào vào hệ thống có cấp độ', en: 'The register enters no machine into a system with a level'}
          : {vi: 'Chưa máy nào của hệ thống có dữ liệu đã lưu', en: 'No machine of the system has stored facts'},
      where,
      next: {vi: 'Chạy "stp-sec audit" trên các máy trước.', en: 'Run "stp-sec audit" on the machines first.'},
    })
  return new UserError({
    code: 'before-first-facts',
    what: {
      vi: `Đến hết ngày ${formatDay(on)} chưa có dữ liệu của máy nào; dữ liệu đầu tiên là ngày ${formatDay(firstSeen)}`,
      en: `Until the end of ${on} no machine had facts; the first are of ${formatDay(firstSeen)}`,
    },
    where,
    next: {vi: `Chọn --on từ ngày ${dayOf(timeOf(firstSeen))}.`, en: `Choose --on from ${dayOf(timeOf(firstSeen))}.`},
  })
}
