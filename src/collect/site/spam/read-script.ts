import type {HostKind} from './brands.ts'
import type {CompiledSpamRules} from './compile-rules.ts'
import {decodeScript} from './decode-script.ts'

/** What a script inside a page does with its visitors, as far as its text tells. */
export interface ReadScript {
  /** Asks whether the visitor comes from a search engine. */
  asksReferrer: boolean
  /** Asks for the name of the browser, as for a crawler or a phone. */
  asksAgent: boolean
  /** Leads to another address, or writes a script or frame into the page. */
  leads: boolean
  writes: boolean
  /** Hosts of other people's that it names near where it leads. */
  hosts: {host: string; kind: HostKind; gambling: 'sure' | 'shape' | undefined; encoded: boolean}[]
  excerpt: string
}

const referrer = /document\s{0,3}(?:\.\s{0,3}referrer|\[\s{0,3}["']referrer["']\s{0,3}\])/g
const agent = /navigator\s{0,3}(?:\.\s{0,3}userAgent|\[\s{0,3}["']userAgent["']\s{0,3}\])/g
const leading =
  /\blocation\s{0,3}(?:\.\s{0,3}href\s{0,3})?=(?!=)|\blocation\s{0,3}\.\s{0,3}(?:replace|assign)\s{0,3}\(|\blocation\s{0,3}\[\s{0,3}["'](?:href|replace|assign)["']\s{0,3}\]|\bwindow\s{0,3}\.\s{0,3}open\s{0,3}\(|http-equiv=["']?refresh/gi
const writing =
  /document\s{0,3}\.\s{0,3}write(?:ln)?\s{0,3}\(|createElement\s{0,3}\(\s{0,3}["'](?:script|iframe)["']|\.(?:inner|outer)HTML\s{0,3}=|insertAdjacentHTML/gi
const address = /(?:https?:)?\/\/([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})/gi
/** In a longer script only what stands near counts. */
const shortScript = 4000
const reach = 600
const most = {hosts: 10, places: 200, addresses: 500}

/** Reads a script without running it; undefined where it neither leads anywhere nor writes into the page. */
export function readScript(code: string, own: string, compiled: CompiledSpamRules): ReadScript | undefined {
  const {plain, decoded} = decodeScript(code)
  const all = `${plain}\n${decoded}`
  const small = all.toLowerCase()
  const leads = [...takeFirst(all.matchAll(leading), most.places)].map(({index}) => index)
  const writes = [...takeFirst(all.matchAll(writing), most.places)].map(({index}) => index)
  if (leads.length + writes.length === 0) return undefined
  const {searchEngines, agents} = compiled.rules.scripts
  const places = [...leads, ...writes]
  // Statistics ask for the same and lead nowhere: in a long script the question must stand near.
  const asks = (question: RegExp) =>
    [...takeFirst(all.matchAll(question), most.places)].some(
      ({index}) => all.length <= shortScript || index > plain.length || places.some((place) => Math.abs(place - index) <= 2 * reach),
    )
  const hosts = hostsOf(all, plain.length, places, own, compiled)
  const from = Math.max(0, (leads[0] ?? writes[0] ?? 0) - 150)
  return {
    asksReferrer: asks(referrer) && searchEngines.some((name) => small.includes(name)),
    asksAgent: asks(agent) && agents.some((name) => small.includes(name)),
    leads: leads.length > 0,
    writes: writes.length > 0,
    hosts,
    excerpt: all.slice(from, from + 450).replace(/\s+/g, ' '),
  }
}

function hostsOf(
  all: string,
  plainLength: number,
  places: readonly number[],
  own: string,
  {brands}: CompiledSpamRules,
): ReadScript['hosts'] {
  const found = new Map<string, ReadScript['hosts'][number]>()
  const isShort = all.length <= shortScript
  for (const {1: host = '', index} of takeFirst(all.matchAll(address), most.addresses)) {
    if (found.size >= most.hosts) break
    // What was decoded is near what uses it wherever that is.
    const encoded = index > plainLength
    if (!isShort && !encoded && !places.some((place) => Math.abs(place - index) <= reach)) continue
    const name = host.toLowerCase()
    const kind = brands.kindOf(name, own)
    if (!/\.[a-z]{2,20}$/.test(name) || kind === 'own' || kind === 'known' || kind === 'trusted' || found.has(name)) continue
    found.set(name, {host: name, kind, gambling: brands.gamblingOf(name), encoded})
  }
  return [...found.values()]
}

function* takeFirst<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0
  for (const item of items) {
    if (taken++ >= count) return
    yield item
  }
}
