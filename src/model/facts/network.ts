import {z} from 'zod'

/** Network adapters and name resolution. Wi-Fi names are stored as hashes only. */
export const network = z.strictObject({
  interfaces: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['ethernet', 'wifi', 'vpn', 'virtual', 'mobile', 'loopback', 'other']),
      up: z.boolean().optional(),
      mac: z.string().optional(),
      addresses: z.array(z.string()),
      gateway: z.boolean().optional().describe('Carries a default route'),
    }),
  ),
  dnsServers: z.array(z.string()).optional(),
  dualHomed: z.boolean().optional().describe('Default routes over two or more adapters, or Wi-Fi up beside wired'),
  forwarding: z.boolean().optional().describe('Routes packets between adapters'),
  hostedNetwork: z.boolean().optional().describe('Gives out its own Wi-Fi or shares its connection'),
  wifi: z
    .strictObject({
      connected: z.boolean(),
      security: z.enum(['none', 'wep', 'wpa', 'wpa2', 'wpa3', 'enterprise']).optional(),
      openProfiles: z.number().optional().describe('Saved networks without encryption'),
    })
    .optional()
    .describe('Absent when it could not be read; connected=false when there is no Wi-Fi'),
  vpnClients: z.array(z.string()).optional().describe('VPN software installed'),
})
export type Network = z.infer<typeof network>
