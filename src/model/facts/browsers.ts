import {z} from 'zod'

/** Web browsers and their extensions. */
export const browsers = z.strictObject({
  items: z.array(
    z.strictObject({
      name: z.string(),
      product: z.string().describe('Key of policies/lifecycle: "chrome", "firefox", "edge", "coc-coc" ...'),
      version: z.string(),
      autoUpdate: z.boolean().optional(),
      extensionControl: z.boolean().optional().describe('A policy limits which extensions may be installed'),
      extensions: z.array(z.strictObject({id: z.string(), version: z.string().optional()})).optional(),
    }),
  ),
})
export type Browsers = z.infer<typeof browsers>
