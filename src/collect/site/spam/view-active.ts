import {baseOf} from '../page/page-links.ts'
import type {CompiledSpamRules} from './compile-rules.ts'
import {maskText, selectorOf} from './excerpt.ts'
import type {PageParts} from './page-parts.ts'
import {readScript} from './read-script.ts'
import {hostOf} from './view-links.ts'
import type {Signal} from './view-signals.ts'
import type {Hiding} from './visible-text.ts'

const mostGroups = 10
const mostHosts = 20
interface Place {
  url: string
  own: string
}

/** Signs of being led away by the page itself: a refresh, or a script that asks who comes. */
export function readLeading(parts: PageParts, {url, own}: Place, compiled: CompiledSpamRules): Signal[][] {
  const groups: Signal[][] = []
  const refresh = parts.refresh === undefined ? null : URL.parse(parts.refresh, baseOf(parts, url))
  if (refresh && /^https?:$/.test(refresh.protocol)) {
    const signals = awaySignals(hostOf(refresh), own, compiled)
    if (signals.length > 0) groups.push(signals.map((signal) => ({...signal, selector: 'meta[http-equiv=refresh]'})))
  }
  for (const {text, context} of parts.scripts) {
    if (groups.length >= mostGroups) break
    const signals = scriptSignals(text, own, compiled)
    const [first] = signals
    if (first) groups.push([{...first, selector: `${selectorOf(context)} > script`.slice(0, 300)}, ...signals.slice(1)])
  }
  return groups
}

/** Signs where a visitor is sent to a host: nothing where that is one of the State, of this country or known to all. */
export function awaySignals(host: string, own: string, {brands}: CompiledSpamRules): Signal[] {
  const kind = brands.kindOf(host, own)
  const gambling = brands.gamblingOf(host)
  if (kind === 'own' || kind === 'trusted' || kind === 'known') return []
  if (kind === 'vn' && gambling !== 'sure') return []
  const away: Signal = {kind: 'redirect', words: [], hosts: [host]}
  return gambling ? [away, {kind: 'links', words: [], hosts: [host]}] : [away]
}

function scriptSignals(code: string, own: string, compiled: CompiledSpamRules): Signal[] {
  const read = readScript(code, own, compiled)
  if (!read) return []
  const strange = read.hosts.filter(({kind, gambling}) => kind === 'strange' || gambling === 'sure')
  const hosts = strange.map(({host}) => host).slice(0, mostHosts)
  const gambling = strange.filter((one) => one.gambling).map(({host}) => host)
  const encoded = strange.some((one) => one.encoded)
  const excerpt = maskText(read.excerpt, compiled)
  const signals: Signal[] = []
  const how = read.asksReferrer ? 'referrer' : read.asksAgent && strange.length > 0 ? 'user-agent' : encoded ? 'encoded' : undefined
  if (how !== undefined && (read.leads || (read.writes && encoded))) {
    signals.push({kind: 'script', words: [], hosts, how, excerpt})
    if (strange.length > 0) signals.push({kind: 'redirect', words: [], hosts})
  } else if (read.leads && gambling.length > 0) signals.push({kind: 'redirect', words: [], hosts: gambling, excerpt})
  if (signals.length > 0 && gambling.length > 0) signals.push({kind: 'links', words: [], hosts: gambling})
  return signals
}

/** Signs of frames that show somebody else's page unseen, or in place of this one. */
export function readFrames(parts: PageParts, hiding: Hiding, {url, own}: Place, compiled: CompiledSpamRules): Signal[][] {
  const {brands} = compiled
  const groups: Signal[][] = []
  for (const {src, context, invisible, covers} of parts.frames) {
    if (groups.length >= mostGroups) break
    const target = URL.parse(src, baseOf(parts, url))
    if (!target || !/^https?:$/.test(target.protocol)) continue
    const host = hostOf(target)
    const gambling = brands.gamblingOf(host)
    if (brands.kindOf(host, own) !== 'strange' && gambling !== 'sure') continue
    const hiddenBy = hiding(context)?.hiddenBy
    // Counters stand in noscript, without a size.
    if (hiddenBy === 'noscript' && !gambling) continue
    if (!invisible && hiddenBy === undefined && !covers && gambling !== 'sure') continue
    const how = covers && !invisible ? 'covers' : (hiddenBy ?? (invisible ? 'zero-size' : 'shown'))
    const frame: Signal = {kind: 'frame', words: [], hosts: [host], how, selector: selectorOf(context), excerpt: maskText(src, compiled)}
    groups.push([
      frame,
      ...(gambling ? [{kind: 'links' as const, words: [], hosts: [host]}] : []),
      // Who comes to the site sees another one.
      ...(how === 'covers' ? [{kind: 'redirect' as const, words: [], hosts: [host]}] : []),
    ])
  }
  return groups
}
