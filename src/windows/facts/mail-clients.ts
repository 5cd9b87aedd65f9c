import type {Built, WindowsLook} from '../look.ts'
import {findPrograms, partialOf} from './programs.ts'

/** Installed mail programs; Outlook comes with most editions of Office. */
export function buildMailClients(look: WindowsLook): Built<'mailClients'> {
  const source = 'registry Uninstall, Get-AppxPackage'
  const found = findPrograms(look, 'mail')
  if (!found.ok) return {...found, source}
  const items = found.value.found.map(({program, version}) => ({
    name: program.name,
    product: program.product ?? program.name.toLowerCase(),
    version: version ?? '',
  }))
  return {ok: true, value: {items}, gaps: partialOf('items', found.value), source}
}
