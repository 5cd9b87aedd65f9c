import {z} from 'zod'
import {moment} from '../text.ts'

/** Backup jobs of this machine, by product; no file names. */
export const backup = z.strictObject({
  tools: z.array(
    z.strictObject({
      name: z.string(),
      scheduled: z.boolean().optional(),
      lastSuccessAt: moment.optional(),
      separateTarget: z.boolean().optional().describe('Goes to another machine or medium'),
    }),
  ),
})
export type Backup = z.infer<typeof backup>
