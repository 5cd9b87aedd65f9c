import type {Zone} from './name-servers.ts'

/** One domain, and what the checks say of it. */
export interface ZoneCase {
  name: string
  /** Zone and its records; what is not said is the usual. */
  zone: string
  records: string
  signing?: Zone['signing']
  host?: string
  selectors?: string[]
  mailDomain?: string
  fails?: string[]
  passes?: string[]
  unknown?: string[]
  skips?: string[]
}

export const www = 'www A 203.0.113.5\nwww AAAA 2001:db8:9::5\n'
export const mx = '@ MX 10 mx\nmx A 203.0.113.10\n'
export const txt = (name: string, text: string) => `${name} TXT "${text}"\n`
