import type {EndpointFactName, EndpointFactValue} from '../model/facts/index.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {WindowsEditions} from '../model/windows-editions.ts'
import type {WindowsPrograms} from '../model/windows-programs.ts'
import {type CimRow, cimText} from './cim.ts'
import type {Gaps, Output} from './output.ts'
import type {WindowsSources} from './sources.ts'

/** What tells the names that Windows gives itself. */
export interface WindowsTables {
  lifecycle: readonly LifecycleProduct[]
  editions: WindowsEditions
  programs: WindowsPrograms
  /** True for what makers leave in a serial they did not fill. */
  isJunk: (text: string) => boolean
  /** Hash of a serial number of a device that was plugged in. */
  hash: (text: string) => string
}

export interface WindowsLook extends WindowsSources {
  tables: WindowsTables
  /** What to call a machine that no answer names. */
  fallbackName?: string
}

/** A fact out of what Windows printed, or why there is none. */
export type Built<N extends EndpointFactName> =
  | {ok: true; value: EndpointFactValue<N>; source: string; gaps?: Gaps}
  | (Extract<Output<never>, {ok: false}> & {source: string})

/** The only instance of a class, or undefined. */
export function firstRow(look: WindowsSources, className: string): CimRow | undefined {
  const rows = look.cim(className)
  return rows.ok ? rows.value[0] : undefined
}

/** Whether a service runs, by what CIM or `sc query` says of it; false when it is not installed. */
export function serviceRuns(look: WindowsSources, name: string): Output<boolean> {
  const states = readStates(look)
  return states.ok ? {ok: true, value: states.value.get(name.toLowerCase())?.running ?? false} : states
}

import {unseen} from './output.ts'
import {parseScQuery} from './parse/sc-query.ts'

const remembered = new WeakMap<WindowsSources, Output<ServiceStates>>()

/** Services by their names in small letters. */
export type ServiceStates = ReadonlyMap<string, {name: string; running: boolean}>

/** Which services there are and run. */
export function readStates(look: WindowsSources): Output<ServiceStates> {
  const known = remembered.get(look)
  if (known) return known
  const states = askStates(look)
  remembered.set(look, states)
  return states
}

function askStates(look: WindowsSources): Output<ServiceStates> {
  const rows = look.cim('Win32_Service')
  if (rows.ok && rows.value.length > 0) {
    const pairs = rows.value.flatMap((row): [string, {name: string; running: boolean}][] => {
      const name = cimText(row, 'Name')
      return name === undefined ? [] : [[name.toLowerCase(), {name, running: cimText(row, 'State') === 'Running'}]]
    })
    return {ok: true, value: new Map(pairs)}
  }
  const printed = look.text('sc-query.txt')
  if (!printed.ok) return rows.ok ? unseen('error', 'Win32_Service lists no service') : rows
  const services = parseScQuery(printed.value)
  if (!services) return unseen('error', 'sc-query.txt lists no service')
  return {ok: true, value: new Map(services.map(({name, running}) => [name.toLowerCase(), {name, running}]))}
}

/** Start type of a service: 2 automatic, 3 by hand, 4 disabled (winsvc.h); undefined when it is not installed. */
export const startOf = (look: WindowsSources, name: string) =>
  look.registry.read(`HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`, 'Start')
