import {z} from 'zod'
import {day} from './text.ts'

const port = z.number().int().min(1).max(65_535)

/** Scripts of nmap that only ask what a service says of itself: none guesses passwords, exploits or floods. */
export const harmlessScripts = [
  'ssl-cert',
  'ssl-enum-ciphers',
  'smb-os-discovery',
  'smb-protocols',
  'smb-security-mode',
  'smb2-security-mode',
] as const

/** policies/scan-ports.yaml: what a scan of the office's own networks asks, and how gently. */
export const scanRules = z.strictObject({
  tcp: z
    .array(z.strictObject({ports: z.array(port).min(1).max(100), why: z.string().max(200)}))
    .min(1)
    .max(50),
  udp: z.array(z.strictObject({ports: z.array(port).min(1).max(20), why: z.string().max(200)})).max(10),
  scripts: z.array(z.enum(harmlessScripts)).max(20),
  maxRate: z.number().int().min(1).max(2000).describe('Packets a second'),
  hostTimeoutMinutes: z.number().int().min(1).max(120),
  smallestPrefix: z.number().int().min(8).max(32).describe('Ranges wider than this are refused'),
  checkedOn: day,
})
export type ScanRules = z.infer<typeof scanRules>
