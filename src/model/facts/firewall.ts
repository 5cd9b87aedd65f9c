import {z} from 'zod'

const inbound = z.enum(['deny', 'allow'])

/** Host firewall in force now; on Windows one profile each for domain, private and public. */
export const firewall = z.strictObject({
  product: z.string().optional().describe('"windows-defender-firewall", "ufw", "firewalld", "nftables", "iptables", "alf", "none"'),
  enabled: z.boolean().describe('In force now on every profile'),
  defaultInbound: inbound.optional().describe('What happens to unsolicited inbound traffic on the weakest profile'),
  profiles: z.array(z.strictObject({name: z.string(), enabled: z.boolean(), defaultInbound: inbound.optional()})),
  startsAtBoot: z.boolean().optional(),
  logsDropped: z.boolean().optional(),
  intrusionPrevention: z.boolean().optional().describe('Network protection, fail2ban, HIPS and the like in force'),
})
export type Firewall = z.infer<typeof firewall>
