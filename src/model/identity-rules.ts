import {z} from 'zod'

export const identityKeys = ['uuid', 'serial', 'machineId', 'assetTag', 'mac', 'hostname'] as const
export type IdentityKey = (typeof identityKeys)[number]

const points = z.strictObject({agree: z.number().min(0).max(20), differ: z.number().min(-20).max(0)})
const lower = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^A-Z]*$/, 'lower case')
const list = z.array(lower).max(500)

/** policies/identity.yaml: what counts how much towards two machines being one, and which values say nothing. */
export const identityRules = z
  .strictObject({
    keys: z.record(z.enum(identityKeys), points),
    same: z.number().describe('Points from which it is the same machine'),
    ask: z.number().describe('Points from which a person is asked'),
    lead: z.number().min(0).describe('How far the second best must be behind'),
    junk: z.strictObject({
      words: list,
      prefixes: list,
      minLength: z.number().int().min(1).max(20),
      uuids: list,
      uuidPrefixes: list,
      macs: list,
      macPrefixes: list,
      hostnames: list,
    }),
  })
  .refine(({same, ask}) => ask < same, {message: 'ask must be below same', path: ['ask']})
export type IdentityRules = z.infer<typeof identityRules>
