import type {Backup} from '../../model/facts/backup.ts'
import type {Built, WindowsLook} from '../look.ts'
import {findPrograms, namesOf, partialOf} from './programs.ts'

/** Backup programs that are installed. When they last ran, and where to, is in files of their own. */
export function buildBackup(look: WindowsLook): Built<'backup'> {
  const source = 'registry Uninstall'
  const found = findPrograms(look, 'backup')
  if (!found.ok) return {...found, source}
  const value: Backup = {tools: namesOf(found.value).map((name) => ({name}))}
  const gap = {reason: 'not-collected', detail: 'each program keeps this in files of its own'} as const
  const gaps = {'tools.scheduled': gap, 'tools.lastSuccessAt': gap, 'tools.separateTarget': gap, ...partialOf('tools', found.value)}
  return {ok: true, value, gaps, source}
}
