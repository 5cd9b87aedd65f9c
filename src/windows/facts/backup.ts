import type {Backup} from '../../model/facts/backup.ts'
import type {Built, WindowsLook} from '../look.ts'
import {findPrograms} from './programs.ts'

/** Backup programs that are installed. When they last ran, and where to, is in files of their own. */
export function buildBackup(look: WindowsLook): Built<'backup'> {
  const source = 'registry Uninstall'
  const found = findPrograms(look, 'backup')
  if (!found.ok) return {...found, source}
  const names = [...new Set(found.value.map(({program}) => program.name))]
  const value: Backup = {tools: names.map((name) => ({name}))}
  const gap = {reason: 'not-collected', detail: 'each program keeps this in files of its own'} as const
  return {ok: true, value, gaps: {'tools.scheduled': gap, 'tools.lastSuccessAt': gap, 'tools.separateTarget': gap}, source}
}
