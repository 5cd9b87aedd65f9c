import type {Register} from '../model/register.ts'
import {openToRead} from '../store/folder-store.ts'

/** The register, and the offices that its entries may name. */
export async function readRegisterAndOffices(folder: string): Promise<{register: Register; offices: string[]}> {
  const store = await openToRead(folder)
  try {
    const [register, workspace] = await Promise.all([store.readRegister(), store.readWorkspace()])
    return {register, offices: workspace.offices.map(({id}) => id)}
  } finally {
    await store.close()
  }
}
