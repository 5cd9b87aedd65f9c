import type {z} from 'zod'
import {siteAddress} from './address.ts'
import {chain} from './chain.ts'
import {cookies} from './cookies.ts'
import {cors} from './cors.ts'
import {crawl} from './crawl.ts'
import {dns} from './dns.ts'
import {exposure} from './exposure.ts'
import {headers} from './headers.ts'
import {mail} from './mail.ts'
import {page} from './page.ts'
import {personalData} from './personal-data.ts'
import {scripts} from './scripts.ts'
import {securityTxt} from './security-txt.ts'
import {siteProbe} from './site-probe.ts'
import {spam} from './spam.ts'
import {tls} from './tls.ts'
import {tlsAddresses} from './tls-addresses.ts'
import {web} from './web.ts'

/**
 * What a probe sees of a site from outside, over the network, as any visitor could. An absent field or fact was not looked at or
 * gave no answer: it never means "no". Names differ from those of the other kinds of targets.
 */
export const siteFacts = {
  siteAddress,
  siteProbe,
  web,
  exposure,
  tls,
  chain,
  tlsAddresses,
  personalData,
  spam,
  crawl,
  headers,
  cookies,
  cors,
  page,
  scripts,
  securityTxt,
  dns,
  mail,
} as const satisfies Record<string, z.ZodType>

export type SiteFactName = keyof typeof siteFacts
export type SiteFactValue<N extends SiteFactName> = z.infer<(typeof siteFacts)[N]>
export const siteFactNames = Object.keys(siteFacts) as SiteFactName[]
