import type {WindowsProgram} from '../../model/windows-programs.ts'
import type {WindowsLook} from '../look.ts'
import {map, type Output} from '../output.ts'
import {parseTasklist} from '../parse/tasklist.ts'
import {readPrograms} from './software.ts'

/** A program of policies/windows-programs.yaml that is on this PC. */
export interface FoundProgram {
  program: WindowsProgram
  version: string | undefined
  /** Undefined when the running programs were not seen. */
  running: boolean | undefined
}

/** Which known programs of a kind are installed or run; one without installation shows only while it runs. */
export function findPrograms(look: WindowsLook, kind: WindowsProgram['kind']): Output<FoundProgram[]> {
  const installed = readPrograms(look)
  if (!installed.ok) return installed
  const tasks = map(look.text('tasklist.txt'), parseTasklist)
  const running = tasks.ok && tasks.value ? new Set([...tasks.value.values()].map((name) => name.toLowerCase())) : undefined
  const found: FoundProgram[] = []
  for (const program of look.tables.programs.programs) {
    if (program.kind !== kind) continue
    const items = installed.value.items.filter(({name}) => isNamed(name, program))
    const runs = running && (program.processes ?? []).some((name) => running.has(name))
    if (items.length === 0 && !runs) continue
    const isRunning = program.processes === undefined ? undefined : runs
    // Two versions side by side are two programs.
    const versions = items.length === 0 ? [undefined] : [...new Set(items.map(({version}) => version))]
    for (const version of versions) found.push({program, version: version || undefined, running: isRunning})
  }
  return {ok: true, value: found}
}

export function namesOfKind(look: WindowsLook, kind: WindowsProgram['kind']): Output<string[]> {
  return map(findPrograms(look, kind), (found) => [...new Set(found.map(({program}) => program.name))])
}

function isNamed(name: string, {begins, without = []}: WindowsProgram): boolean {
  const text = name.toLowerCase()
  if (without.some((word) => text.includes(word))) return false
  // A whole word: "Opera" is not "Operation Manager".
  return begins.some((start) => text.startsWith(start) && !/^[\p{L}\d]/u.test(text.slice(start.length)))
}
