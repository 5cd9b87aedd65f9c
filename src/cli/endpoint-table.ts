import {loadIdentityRules} from '../content/load-identity-rules.ts'
import {pairDevices} from '../inventory/pair-devices.ts'
import {dayOf, daysBetween} from '../lib/dates.ts'
import type {EndpointRow} from '../model/endpoint-index.ts'
import type {Device} from '../model/register.ts'
import type {Workspace} from '../model/workspace.ts'
import {openToRead} from '../store/folder-store.ts'

/** A PC with what the register knows of it. */
export interface EndpointEntry extends EndpointRow {
  /** Days since its facts were collected. */
  ageDays: number
  device: Device | undefined
}

export interface EndpointTable {
  workspace: Workspace
  entries: EndpointEntry[]
  /** Devices of the register that no PC with facts is known for. */
  unseenDevices: Device[]
  /** Documents that cannot be read, with the reason. */
  damaged: {id: string; error: Error}[]
}

/** PCs and devices of a workspace, joined. */
export async function readEndpointTable(folder: string, on: string): Promise<EndpointTable> {
  const store = await openToRead(folder)
  try {
    const [workspace, register, listed] = await Promise.all([store.readWorkspace(), store.readRegister(), store.listEndpoints()])
    const rows = listed.flatMap((one) => (one.ok ? [one.row] : []))
    const pairs = pairDevices(register.devices, rows, loadIdentityRules())
    const byEndpoint = new Map(
      register.devices.flatMap((device) => {
        const pair = pairs.get(device.id)
        return pair ? [[pair.endpoint, device] as const] : []
      }),
    )
    return {
      workspace,
      entries: rows.map((row) => ({...row, ageDays: daysBetween(dayOf(Date.parse(row.collectedAt)), on), device: byEndpoint.get(row.id)})),
      unseenDevices: register.devices.filter((device) => !pairs.has(device.id)),
      damaged: listed.flatMap((one) => (one.ok ? [] : [{id: one.id, error: one.error}])),
    }
  } finally {
    await store.close()
  }
}

export function officeName({offices}: Workspace, id: string | undefined): string | undefined {
  return offices.find((office) => office.id === id)?.name ?? id
}
