import type {Built, WindowsLook} from '../look.ts'
import {findPrograms, partialOf, toolsOf} from './programs.ts'

/** Programs that copy files to a store on the Internet, installed or running. */
export function buildSyncClients(look: WindowsLook): Built<'syncClients'> {
  const source = 'registry Uninstall, Get-AppxPackage, tasklist'
  const found = findPrograms(look, 'sync')
  if (!found.ok) return {...found, source}
  return {ok: true, value: {items: toolsOf(found.value)}, gaps: partialOf('items', found.value), source}
}
