import {z} from 'zod'

/** A program that we know by its name, installed or only running. */
export const knownTool = z.strictObject({
  name: z.string().describe('The same whatever its version'),
  version: z.string().optional(),
  running: z.boolean().optional(),
  installedAs: z.array(z.string()).optional().describe('Names under which it is installed, which is what approvals name'),
})
export type KnownTool = z.infer<typeof knownTool>
