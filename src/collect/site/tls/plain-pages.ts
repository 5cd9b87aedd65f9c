import type {SiteContext} from '../context.ts'

/** Whether port 80 serves pages of its own, where there is no TLS; undefined where that cannot be told. */
export async function servesPlainPages({site, fetcher}: SiteContext): Promise<boolean | undefined> {
  const host = site.host.includes(':') ? `[${site.host}]` : site.host
  const port = site.scheme === 'http' && site.port !== 80 ? `:${site.port}` : ''
  const answer = await fetcher.fetch(`http://${host}${port}/`)
  if (answer.ok) return answer.url.startsWith('http:') && answer.status >= 200 && answer.status < 300
  // It was led to https, which is not there: no page comes from it.
  const last = answer.hops.at(-1)
  if (last?.location?.startsWith('https:')) return false
  return answer.reason === 'unreachable' ? false : undefined
}
