import type {SiteFactName} from '../model/facts/site/index.ts'

/** Groups of facts that may be asked for alone, with the facts that each brings. */
export const probeGroups = {
  web: ['web'],
  exposure: ['exposure'],
  tls: ['tls', 'chain', 'tlsAddresses'],
  page: ['headers', 'cookies', 'cors', 'page', 'scripts', 'securityTxt'],
  content: ['crawl', 'personalData', 'spam'],
  dns: ['dns'],
  mail: ['mail'],
} as const satisfies Record<string, readonly SiteFactName[]>

export type ProbeGroup = keyof typeof probeGroups
export const probeGroupNames = Object.keys(probeGroups) as ProbeGroup[]
