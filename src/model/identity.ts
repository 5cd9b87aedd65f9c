import {z} from 'zod'

const short = z.string().min(1).max(255)

/**
 * What tells one machine from another, as its source says it: nothing is cleaned here. Which key counts how much, and
 * which values are junk ("To be filled by O.E.M."), is decided where targets are matched.
 */
export const identity = z.strictObject({
  uuid: short.optional().describe('SMBIOS UUID'),
  serial: short.optional().describe('Serial number of the machine or its mainboard'),
  machineId: short.optional().describe('Id of the installation: /etc/machine-id, MachineGuid; a re-install changes it'),
  assetTag: short.optional().describe('Number in the asset register'),
  hostname: short.optional(),
  domain: short.optional(),
  macs: z.array(short).max(64).default([]).describe('Of physical network cards, as printed'),
  addresses: z.array(short).max(256).default([]).describe('IPv4 and IPv6'),
})
export type Identity = z.infer<typeof identity>
