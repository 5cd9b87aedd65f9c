import {z} from 'zod'

/** Removable storage: policy and devices seen. Serial numbers are stored as hashes. */
export const removableMedia = z.strictObject({
  autorunDisabled: z.boolean().optional().describe('Nothing on a medium starts by itself'),
  autoMount: z.boolean().optional(),
  storageAllowed: z.boolean().optional().describe('USB storage can be used at all'),
  devices: z.array(z.strictObject({model: z.string(), serialHash: z.string().optional()})).optional(),
})
export type RemovableMedia = z.infer<typeof removableMedia>
