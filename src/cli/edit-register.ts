import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Register} from '../model/register.ts'
import {registerChanges} from '../register-answers/register-changes.ts'
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
  /** Why, in the words of whoever did it. */
  reason?: string
}

/**
 * Changes the register and writes the change into the journal: the payload holds each entry before and after, so that
 * nothing that was ever entered is lost, not even what was removed. A change that alters nothing leaves no trace.
 */
export async function editRegister(edit: RegisterEdit, change: (register: Register) => Register): Promise<Register> {
  const store = await openToWrite(edit.folder, {command: edit.command, at: new Date().toISOString(), waitMs})
  try {
    return await store.updateRegister(change, (before, after) => {
      const changes = registerChanges(before, after)
      if (changes.length === 0) return undefined
      return {
        // Now, not when we began to wait for another writer: the journal tells the order of things.
        at: new Date().toISOString(),
        actor: currentActor(),
        action: edit.action,
        object: edit.object,
        payload: stableJson({schema: 'stp-sec/register-change/1', changes, ...(edit.reason === undefined ? {} : {reason: edit.reason})}),
      }
    })
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
