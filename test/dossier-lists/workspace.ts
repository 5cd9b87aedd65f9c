import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Register, System} from '../../src/model/register.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {createFolderStore, openToWrite} from '../../src/store/folder-store.ts'
import {registerEntry, sampleSystem, sampleWorkspace} from '../store/samples.ts'

const writer = {command: 'vitest', at: '2026-07-01T00:00:00Z'}

/** A workspace in a fresh folder with systems of our own. */
export async function makeWorkspace(systems: readonly System[], more: Partial<Register> = {}): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), 'stp-sec-lists-ws-')), 'data')
  const store = await createFolderStore(folder, sampleWorkspace, writer)
  await store.updateRegister((register) => ({...register, ...more, systems: [...systems]}), registerEntry)
  await store.close()
  return folder
}

/** Stores snapshots as if collected at their own time, or at another one. */
export async function putSnapshots(folder: string, snapshots: Iterable<Snapshot>, at?: string): Promise<void> {
  const store = await openToWrite(folder, writer)
  try {
    for (const snapshot of snapshots) await store.putSnapshot(snapshot, at ?? snapshot.collectedAt)
  } finally {
    await store.close()
  }
}

export function systemOf(id: string, members: string[], more: Partial<System> = {}): System {
  return {...sampleSystem(id), name: `Hệ thống ${id}`, networks: ['10.0.1.0/24'], endpoints: {members, declared: members.length}, ...more}
}
