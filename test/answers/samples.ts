import {type Register, register} from '../../src/model/register.ts'

export type {Attestation, Task, Waiver} from '../../src/model/register.ts'

/** A register with nothing in it but what is given. */
export function emptyRegisterOf(given: Partial<Register>): Register {
  return {...register.parse({schema: 'stp-sec/register/1', systems: [], attestations: [], waivers: []}), ...given}
}
