import {z} from 'zod'
import {day} from '../text.ts'

/** Where an installed program was read from. */
export const softwareSources = ['dpkg', 'rpm', 'apk', 'pacman', 'snap', 'flatpak', 'registry', 'store', 'app', 'import'] as const

export const softwareItem = z.strictObject({
  name: z.string(),
  version: z.string(),
  publisher: z.string().optional(),
  source: z.enum(softwareSources),
  arch: z.string().optional(),
  scope: z.enum(['machine', 'user']).optional(),
  installedOn: day.optional(),
})

/** Installed software of all package managers that answered. */
export const software = z.strictObject({
  items: z.array(softwareItem),
  managers: z.array(z.string()).describe('Package managers that were read'),
  unversioned: z.array(z.string()).describe('Names of the programs whose version is not known; they stand in items with an empty version'),
  nameless: z.number().describe('Entries without a name, counted and left out'),
})
export type Software = z.infer<typeof software>
export type SoftwareItem = z.infer<typeof softwareItem>
