import {z} from 'zod'

/** Sockets that wait for connections. */
export const ports = z.strictObject({
  listening: z.array(
    z.strictObject({
      protocol: z.enum(['tcp', 'udp']),
      address: z.string(),
      port: z.number(),
      loopback: z.boolean().describe('Reachable from this machine only'),
      process: z.string().optional(),
    }),
  ),
})
export type Ports = z.infer<typeof ports>
