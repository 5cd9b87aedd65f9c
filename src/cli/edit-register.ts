import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Register} from '../model/register.ts'
import {openToRead, openToWrite} from '../store/folder-store.ts'

/** How long a command waits for another writer: two people at once shall both be served, not refused. */
const waitMs = 15_000

export interface RegisterEdit {
  folder: string
  /** For the message to whoever finds the workspace locked: "stp-sec system add". */
  command: string
  /** For the journal: what was done ("system.add") to what ("system lan-co-so-1"). */
  action: string
  object: string
}

/**
 * Changes the register and writes the change into the journal: the payload holds what was before and after, so that
 * nothing that was ever entered is lost, not even what was removed.
 */
export async function editRegister(edit: RegisterEdit, change: (register: Register) => Register): Promise<Register> {
  const at = new Date().toISOString()
  const store = await openToWrite(edit.folder, {command: edit.command, at, waitMs})
  try {
    let before: Register | undefined
    const after = await store.updateRegister((register) => {
      before = register
      return change(register)
    })
    await store.appendJournal({at, actor: currentActor(), action: edit.action, object: edit.object, payload: stableJson({before, after})})
    return after
  } finally {
    await store.close()
  }
}

export async function readRegister(folder: string): Promise<Register> {
  const store = await openToRead(folder)
  try {
    return await store.readRegister()
  } finally {
    await store.close()
  }
}
