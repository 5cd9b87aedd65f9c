import {z} from 'zod'
import {day, id, localized} from './text.ts'

/** Where something is mended: a kind of web server, or whose work it is. */
export const remedyPlaces = ['nginx', 'apache', 'iis', 'app', 'dns', 'mail', 'content', 'who'] as const
export type RemedyPlace = (typeof remedyPlaces)[number]

/** Where in a configuration the lines go, and which places have such a configuration. */
export const remedyContexts = {
  'nginx-http': ['nginx'],
  'nginx-server': ['nginx'],
  'apache-main': ['apache'],
  'apache-vhost': ['apache'],
  'iis-web-config': ['iis'],
  'iis-powershell': ['iis'],
  'php-ini': ['app'],
  'zone-file': ['dns', 'mail'],
  shell: ['who'],
} as const satisfies Record<string, readonly RemedyPlace[]>
export type RemedyContext = keyof typeof remedyContexts
const contexts = Object.keys(remedyContexts) as [RemedyContext, ...RemedyContext[]]

/** A command or lines of a configuration: no control characters but line ends, nothing that only looks like ASCII. */
const code = z
  .string()
  .trim()
  .min(1)
  .max(1500)
  .regex(/^[\n -~]+$/, 'commands and configuration are plain ASCII')

const step = z
  .strictObject({
    where: z.enum(remedyPlaces),
    text: localized,
    context: z.enum(contexts).optional(),
    code: code.optional(),
    sources: z.array(z.string().min(1).max(300)).max(5).default([]),
    confidence: z.enum(['seen', 'secondary', 'unverified']).describe('seen: the source named was opened and read'),
  })
  .superRefine((one, context) => {
    if ((one.code === undefined) !== (one.context === undefined))
      context.addIssue({code: 'custom', path: ['code'], message: 'code and context go together'})
    if (one.confidence !== 'unverified' && one.sources.length === 0)
      context.addIssue({code: 'custom', path: ['sources'], message: 'name the source that was read, or say unverified'})
  })

/** One look at the fault with a common program, and what it prints where the fault is there. */
const look = z.strictObject({run: code.max(500), shows: localized})

/** reports/site/remedies/*.yaml: how to see each fault of a site again, and how to mend it. */
export const siteRemedyFile = z.strictObject({
  checkedOn: day,
  recipes: z.record(id, z.array(step).min(1).max(8)).default({}),
  checks: z.record(
    id,
    z.strictObject({
      see: z.array(look).max(4),
      /** Why there is no command: what it takes instead. */
      byHand: localized.optional(),
      mend: z.array(id).min(1).max(4).describe('Names of recipes'),
    }),
  ),
})

export type RemedyStep = z.infer<typeof step>
export type SiteLook = z.infer<typeof look>

/** How one fault is seen again and mended. */
export interface SiteRemedy {
  see: readonly SiteLook[]
  byHand?: {vi: string; en: string} | undefined
  mend: readonly string[]
}

/** All files joined. */
export interface SiteRemedies {
  recipes: ReadonlyMap<string, readonly RemedyStep[]>
  checks: ReadonlyMap<string, SiteRemedy>
}

/** What a command or a configuration line may name; each value holds only characters that mean nothing to a shell. */
export const remedyValues = ['client', 'host', 'port', 'url', 'origin', 'plain', 'found', 'domain', 'mail'] as const
export type RemedyValue = (typeof remedyValues)[number]
