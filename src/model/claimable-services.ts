import {z} from 'zod'
import {day, wordsUpTo} from './text.ts'

const suffix = z
  .string()
  .max(253)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain in lower case')

/** policies/site/claimable-services.yaml: where an alias that leads nowhere can be taken over by anybody. */
export const claimableServices = z.strictObject({
  checkedOn: day,
  source: wordsUpTo(1000),
  services: z
    .array(z.strictObject({name: wordsUpTo(100), suffixes: z.array(suffix).min(1)}))
    .describe('Services that hand out names to whoever asks; a missing name there is free'),
  restricted: z.array(suffix).describe('Suffixes under which nobody can register a name at will'),
})
export type ClaimableServices = z.infer<typeof claimableServices>
