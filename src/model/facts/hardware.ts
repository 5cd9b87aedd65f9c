import {z} from 'zod'

const volume = z.strictObject({
  mount: z.string(),
  fs: z.string(),
  sizeGb: z.number(),
  freeGb: z.number(),
  freePercent: z.number(),
})

/**
 * The machine itself; what a source does not say is absent, because other tools' files often hold a part only. Junk serials
 * ("To be filled by O.E.M.") are left out, not stored.
 */
export const hardware = z.strictObject({
  manufacturer: z.string().optional(),
  model: z.string().optional(),
  serial: z.string().optional(),
  uuid: z.string().optional(),
  chassis: z.enum(['desktop', 'laptop', 'server', 'vm', 'container', 'other']).optional(),
  cpu: z
    .strictObject({
      model: z.string(),
      cores: z.number().optional(),
      loadPercent: z.number().optional().describe('Over a quarter of a second, all cores'),
    })
    .optional(),
  memoryMb: z.number().optional(),
  memoryFreePercent: z.number().optional(),
  disks: z
    .array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['nvme', 'ssd', 'hdd', 'usb', 'virtual', 'other']),
        sizeGb: z.number(),
        model: z.string().optional(),
      }),
    )
    .optional(),
  volumes: z.array(volume).optional().describe('Local writable file systems'),
  biosDate: z.string().optional(),
  tpm: z.strictObject({present: z.boolean(), version: z.string().optional()}).optional(),
  battery: z.boolean().optional(),
})
export type Hardware = z.infer<typeof hardware>
