import type {RegisterWords} from '../model/register-words.ts'
import type {Localized} from '../model/text.ts'
import {fieldAt, valueIn} from './fields.ts'
import type {Entry} from './kinds.ts'

export interface Gap {
  field: string
  place: Localized
}

type Conditions = Readonly<Record<string, readonly string[]>>

/** What form 08 asks of a system and the register does not know; undefined for systems that the form leaves out. */
export function gapsForMau08(entry: Entry, form: RegisterWords['mau08']): Gap[] | undefined {
  if (!holds(entry, form.onlyIf)) return undefined
  return form.needs
    .filter((need) => need.when === undefined || holds(entry, need.when))
    .filter((need) => need.unless === undefined || !holds(entry, need.unless))
    .filter((need) => textAt(entry, need.field) === undefined)
    .map(({field, place}) => ({field, place}))
}

function holds(entry: Entry, conditions: Conditions): boolean {
  return Object.entries(conditions).every(([path, values]) => values.includes(textAt(entry, path) ?? ''))
}

function textAt(entry: Entry, path: string): string | undefined {
  const field = fieldAt('system', path)
  const value = field && valueIn(entry, field)
  return value === undefined || (Array.isArray(value) && value.length === 0) ? undefined : String(value)
}
