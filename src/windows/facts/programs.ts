import {present} from '../../lib/present.ts'
import {type Gap, partialMark} from '../../model/fact.ts'
import type {KnownTool} from '../../model/facts/known-tool.ts'
import type {WindowsProgram} from '../../model/windows-programs.ts'
import type {WindowsLook} from '../look.ts'
import {type Gaps, map, type Output} from '../output.ts'
import {parseTasklist} from '../parse/tasklist.ts'
import {readPrograms} from './software.ts'

/** A program of policies/windows-programs.yaml that is on this PC. */
export interface FoundProgram {
  program: WindowsProgram
  version: string | undefined
  /** Names as "Apps & features" shows them; none where it only runs. */
  installedAs: string[]
  /** Undefined when the running programs were not seen. */
  running: boolean | undefined
}

export interface FoundPrograms {
  found: FoundProgram[]
  /** Why there may be more programs than these. */
  partial: Gap | undefined
}

/** Which known programs of a kind are installed or run; one without installation shows only while it runs. */
export function findPrograms(look: WindowsLook, kind: WindowsProgram['kind']): Output<FoundPrograms> {
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
    for (const version of versions) {
      const installedAs = [...new Set(items.flatMap((item) => (item.version === version ? item.name : [])))]
      found.push({program, version: version || undefined, running: isRunning, installedAs})
    }
  }
  return {ok: true, value: {found, partial: installed.value.partial}}
}

/** The programs as facts name them. */
export const toolsOf = ({found}: FoundPrograms): KnownTool[] =>
  found.map(({program, version, running, installedAs}) => ({
    name: program.name,
    ...present({version, running, installedAs: installedAs.length > 0 ? installedAs : undefined}),
  }))

export const namesOf = ({found}: FoundPrograms): string[] => [...new Set(found.map(({program}) => program.name))]

/** The gap of a list of programs that was seen in part. */
export const partialOf = (field: string, {partial}: FoundPrograms): Gaps => (partial ? {[`${field}${partialMark}`]: partial} : {})

function isNamed(name: string, {begins, without = []}: WindowsProgram): boolean {
  const text = name.toLowerCase()
  if (without.some((word) => text.includes(word))) return false
  // A whole word: "Opera" is not "Operation Manager".
  return begins.some((start) => text.startsWith(start) && !/^[\p{L}\d]/u.test(text.slice(start.length)))
}
