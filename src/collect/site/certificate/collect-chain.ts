import type {CollectedSiteFacts, SiteContext} from '../context.ts'
import {tlsPort} from '../tls/collect-tls.ts'
import type {ServedTls} from '../tls/served.ts'
import {type ChainQuestion, judgeChain} from './judge-chain.ts'

/** Lists and rules, the same for all sites of a run. */
export type ChainData = Omit<ChainQuestion, 'host' | 'now'>

/** The fact on the certificates that the part on TLS has seen; nothing is asked of the server here. */
export function collectChain(
  {site, now}: Pick<SiteContext, 'site' | 'now'>,
  served: ServedTls | undefined,
  data: ChainData,
): CollectedSiteFacts {
  const source = `certificates sent by ${site.host}:${tlsPort(site)}`
  if (!served || served.certificates.length === 0)
    return {
      chain: {ok: false, reason: 'not-collected', detail: 'no certificate was seen: no TLS, or the handshake could not be read', source},
    }
  const {value, gaps} = judgeChain(served, {...data, host: site.host, now})
  return {chain: {ok: true, value, gaps, source}}
}
