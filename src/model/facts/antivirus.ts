import {z} from 'zod'
import {moment} from '../text.ts'

const product = z.strictObject({
  name: z.string(),
  version: z.string().optional(),
  running: z.boolean().optional(),
  realTime: z.boolean().optional().describe('Files are scanned when opened'),
  signaturesAt: moment.optional().describe('Date of the signature database'),
  autoUpdate: z.boolean().optional(),
  behaviour: z.boolean().optional().describe('Detection by behaviour'),
  edr: z.boolean().optional(),
  managed: z.boolean().optional().describe('Reports to a central console'),
  scansRemovable: z.boolean().optional(),
})

/** Anti-malware products. An empty list means: looked, none found. */
export const antivirus = z.strictObject({products: z.array(product)})
export type Antivirus = z.infer<typeof antivirus>
