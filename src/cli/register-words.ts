import {loadRegisterWords} from '../content/load-register-words.ts'
import type {RegisterWords} from '../model/register-words.ts'
import {expectedFields} from '../register/fields.ts'

/** Words of all fields of the register. */
export function registerWords(): Promise<RegisterWords> {
  return loadRegisterWords(expectedFields())
}
