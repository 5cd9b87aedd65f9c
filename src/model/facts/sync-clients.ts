import {z} from 'zod'
import {knownTool} from './known-tool.ts'

/** Programs that copy files of this machine to a store on the Internet. */
export const syncClients = z.strictObject({
  items: z.array(knownTool).describe('Google Drive, OneDrive, Dropbox, Zalo ...'),
})
export type SyncClients = z.infer<typeof syncClients>
