import {isIP} from 'node:net'
import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {SiteContext} from '../context.ts'
import type {Fetched} from '../http/fetcher.ts'

type Web = SiteFactValue<'web'>

/** The site by IPv4 and by IPv6, each once, where the name has both. */
export async function askBothFamilies(
  {site, addresses, fetcher}: SiteContext,
  main: Fetched,
): Promise<{fields: Pick<Web, 'ipv4' | 'ipv6'>; gaps: Record<string, Gap>}> {
  const fields: Pick<Web, 'ipv4' | 'ipv6'> = {}
  const gaps: Record<string, Gap> = {}
  const used = main.hops[0]?.address
  for (const family of ['ipv4', 'ipv6'] as const) {
    const version = family === 'ipv4' ? 4 : 6
    const address = used !== undefined && isIP(used) === version ? used : addresses.find((one) => isIP(one) === version)
    if (address === undefined) {
      gaps[family] = {reason: 'not-collected', detail: `the name has no ${version === 4 ? 'IPv4' : 'IPv6'} address that may be reached`}
      continue
    }
    const asked = address === used ? main : await fetcher.fetch(site.url, {address, follow: false, maxBytes: 4096})
    const [first] = asked.hops
    if (!asked.ok && asked.reason === 'no-route') {
      gaps[family] = {reason: 'not-supported', detail: `this machine has no ${version === 4 ? 'IPv4' : 'IPv6'} connection`}
      continue
    }
    if (!first && !asked.ok && !['unreachable', 'timeout', 'reset', 'tls-error', 'protocol-error'].includes(asked.reason)) {
      gaps[family] = {reason: 'not-collected', detail: asked.detail.slice(0, 300)}
      continue
    }
    fields[family] = {
      address,
      answered: first !== undefined,
      ...(first ? {status: first.status} : {}),
      ...(first || asked.ok ? {} : {failure: asked.reason, detail: asked.detail.slice(0, 300)}),
    }
  }
  return {fields, gaps}
}
