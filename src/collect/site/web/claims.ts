import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {Answer, Fetched, FetchFailure} from '../http/fetcher.ts'
import {portOf, sameDomain} from '../http/redirect.ts'

type Web = SiteFactValue<'web'>

/** Failures after which a chain of redirects is known to its end. */
export const endsOfChains: readonly FetchFailure[] = ['off-scope', 'redirect-loop', 'redirect-invalid', 'private-address']

/** What the answers over plain http prove; a timeout, or a guard (`refused`), proves nothing. */
export function plainClaims(plain: Fetched, refused: boolean): Partial<Web> {
  const [first] = plain.hops
  if (!first) return !plain.ok && plain.reason === 'unreachable' ? {plainServed: false} : {}
  const toHttps = plain.hops.find(({location}) => location?.startsWith('https:'))
  const pages = toHttps ? false : plain.ok && !refused ? isPage(plain.status) : undefined
  const away = plain.hops.find(({location}) => location !== undefined && hostOf(location) !== hostOf(first.url))
  const secured = plain.hops.findIndex(({location}) => location?.startsWith('https:') && hostOf(location) === hostOf(first.url))
  const leavesFirst = toHttps ? away !== undefined && (secured < 0 || plain.hops.indexOf(away) < secured) : undefined
  return {
    plainServed: true,
    ...(pages === undefined ? {} : {plainPages: pages}),
    ...(toHttps ? {permanent: toHttps.status === 301 || toHttps.status === 308} : {}),
    ...(leavesFirst === undefined ? {} : {leavesHostFirst: leavesFirst}),
  }
}

/** Nothing at the address is an answer; a fault of the server, or a wish it could not understand, is none. */
function isPage(status: number): boolean | undefined {
  if (status >= 200 && status < 300) return true
  return status === 404 || status === 410 ? false : undefined
}

/** What chains of redirects prove. A chain that was cut by a timeout or a guard (`refused`) proves only what it showed. */
export function chainClaims(chains: readonly Fetched[], refused: (chain: Answer) => boolean): Partial<Web> {
  const answered = chains.filter(({hops}) => hops.length > 0)
  if (answered.length === 0) return {}
  const failedBy = (reason: FetchFailure) => answered.find((chain) => !chain.ok && chain.reason === reason)
  const isWhole = answered.every((chain) => (chain.ok ? !refused(chain) : endsOfChains.includes(chain.reason)))
  // Where nothing listens, nothing leads anywhere; an address that is silent may lead anywhere, but to http no more from https.
  const isEveryWhole = isWhole && chains.every(({hops, ...chain}) => hops.length > 0 || (!chain.ok && chain.reason === 'unreachable'))
  const claim = (name: 'downgraded' | 'loops' | 'leadsToPrivate' | 'leadsNowhere', holds: boolean, isSeen = isEveryWhole): Partial<Web> =>
    holds || isSeen ? {[name]: holds} : {}
  const outside = failedBy('off-scope')?.hops.at(-1)?.location
  return {
    ...claim(
      'downgraded',
      answered.some(({hops}) => hops.some(({url, location}) => url.startsWith('https:') && isPlainOfSame(url, location))),
      isEveryWhole || (isWhole && answered.some(({hops}) => hops.some(({url}) => url.startsWith('https:')))),
    ),
    ...claim('loops', failedBy('redirect-loop') !== undefined),
    ...claim('leadsToPrivate', failedBy('private-address') !== undefined),
    ...claim('leadsNowhere', failedBy('redirect-invalid') !== undefined),
    ...(outside === undefined ? {} : {outside: outside.slice(0, 2000)}),
  }
}

function isPlainOfSame(url: string, location: string | undefined): boolean {
  if (!location?.startsWith('http:')) return false
  const [from, to] = [new URL(url), URL.parse(location)]
  return to !== null && sameDomain(from.hostname, to.hostname) && portOf(to) !== portOf(from)
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? ''
}
