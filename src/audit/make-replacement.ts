import {createLifecycle} from '../check/lifecycle.ts'
import type {Content} from '../content/content.ts'
import {loadDataAgeWords} from '../content/load-data-age-words.ts'
import {loadLifecycleRules} from '../content/load-lifecycle.ts'
import {sayAges} from '../data-sets/say-ages.ts'
import type {Device, Register} from '../model/register.ts'
import type {PlanRow, SeenDevice} from '../model/replacement.ts'
import type {ReplacementWords} from '../model/replacement-words.ts'
import type {Workspace} from '../model/workspace.ts'
import {comparePlanRows, planDevice, totalsOf} from '../replacement/plan.ts'
import type {PreparedReplacement} from '../replacement/prepare-rules.ts'
import {countByQuarter} from '../replacement/quarters.ts'
import type {MissingDevice, ReplacementValues} from '../report/replacement/values.ts'
import {openToRead} from '../store/folder-store.ts'
import {endpointRow} from './endpoint-row.ts'
import {softwarePlaces} from './software-places.ts'
import {createSoftwarePlanTally} from './software-plan.ts'
import {withWorkspaceData} from './workspace-data.ts'

export interface ReplacementOrder {
  folder: string
  on: string
  content: Content
  rules: PreparedReplacement
  words: ReplacementWords
  signal?: AbortSignal
}

/** Devices whose support and hardware decide: what else there is has a proposal only where a person wrote one. */
const computers: ReadonlySet<string> = new Set(['workstation', 'laptop', 'server'])

/** Reads register and facts and derives the plan. Writes nothing. A target that cannot be read stops the plan: it may be the worst. */
export async function deriveReplacement(order: ReplacementOrder): Promise<ReplacementValues> {
  const store = await openToRead(order.folder)
  try {
    const [register, workspace] = await Promise.all([store.readRegister(), store.readWorkspace()])
    const content = await withWorkspaceData(order.content, store)
    const lifecycle = createLifecycle(content.lifecycle)
    const software = createSoftwarePlanTally(content, order.on, loadLifecycleRules())
    const placeOf = await softwarePlaces(content.software, store, register)
    const gone = new Set(register.devices.flatMap(({id, status}) => (status === 'disposed' ? [id] : [])))
    const seen = new Map<string, {name: string; device: SeenDevice}>()
    for await (const listed of store.listTargets(['endpoint'])) {
      order.signal?.throwIfAborted()
      if (!listed.ok) throw listed.error
      const {snapshot} = listed.target
      const {os, hardware, boot, antivirus} = snapshot.facts
      if (!gone.has(listed.id)) software.add(snapshot, placeOf(snapshot.target))
      // Software lists are most of a snapshot: they are counted at once and not kept.
      seen.set(listed.id, {
        name: snapshot.target.name,
        device: {facts: {os, hardware, boot, antivirus}, supportEnds: endpointRow(snapshot, lifecycle).supportEnds},
      })
    }
    const dataAges = sayAges(content.dataSets ?? [], order.on, loadDataAgeWords(), 'vi')
    return {...planOf(order, register, workspace, seen), software: software.finish(), dataAges}
  } finally {
    await store.close()
  }
}

function planOf(
  {on, rules, words}: ReplacementOrder,
  register: Register,
  workspace: Workspace,
  seen: ReadonlyMap<string, {name: string; device: SeenDevice}>,
): Omit<ReplacementValues, 'dataAges' | 'software'> {
  const devices = new Map(register.devices.map((device) => [device.id, device]))
  const disposed = register.devices.filter(({status}) => status === 'disposed')
  const gone = new Set(disposed.map(({id}) => id))
  const ids = [...new Set([...devices.keys(), ...seen.keys()])].filter((id) => !gone.has(id)).sort()
  const all = ids.map((id) => {
    const device = devices.get(id)
    const facts = seen.get(id)
    return planDevice(id, facts?.name ?? device?.name ?? id, device, facts?.device, on, rules, words)
  })
  const rows = all.filter((row) => row.proposal !== 'keep' || row.reasons.length > 0).sort(comparePlanRows)
  const machines = all.filter((row) => row.seen !== undefined)
  const curve = countByQuarter(
    machines.map((row) => row.seen?.supportEnds),
    on,
    words.quarters,
  )
  const totals = totalsOf(rows)
  return {
    on,
    workspace,
    rows,
    totals,
    curve,
    missing: all.filter((row) => row.seen === undefined && isComputer(row.device)).map((row) => missingOf(row, workspace)),
    counts: {
      all: all.length,
      disposed: disposed.length,
      plan: rows.length,
      high: rows.filter(({priority}) => priority === 'high').length,
      ended: curve.ended,
      withoutCost: totals.reduce((sum, {withoutCost}) => sum + withoutCost, 0),
    },
    cost: totals.reduce((sum, {cost}) => sum + cost, 0),
  }
}

function isComputer(device: Device | undefined): boolean {
  return device !== undefined && computers.has(device.kind)
}

function missingOf({name, device}: PlanRow, workspace: Workspace): MissingDevice {
  const office = workspace.offices.find(({id}) => id === device?.office)?.name ?? device?.office
  return {
    name,
    kind: device?.kind,
    place: [office, device?.unit, device?.place].filter(Boolean).join(', '),
    reason: device?.stateSecrets ? 'stateSecrets' : 'notCollected',
  }
}
