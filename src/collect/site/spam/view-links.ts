import {baseOf} from '../page/page-links.ts'
import type {HostKind} from './brands.ts'
import type {CompiledSpamRules} from './compile-rules.ts'
import type {Context, PageLink, PageParts} from './page-parts.ts'
import {StreamBuilder} from './visible-text.ts'
import {weighText} from './weigh-text.ts'

export interface LinkTarget {
  link: PageLink
  host: string
  kind: HostKind
  gambling: 'sure' | 'shape' | undefined
}

/** Parameters of an address that lead on to another one. */
const mostParameters = 20

/** Where each link of a page leads, those that pass through the site itself to somebody else's among them. */
export function targetsOf(parts: PageParts, url: string, own: string, {brands}: CompiledSpamRules): Map<PageLink, LinkTarget> {
  const targets = new Map<PageLink, LinkTarget>()
  const base = baseOf(parts, url)
  for (const link of parts.links) {
    const target = URL.parse(link.href, base)
    if (!target || (target.protocol !== 'http:' && target.protocol !== 'https:')) continue
    const direct = hostOf(target)
    const kind = brands.kindOf(direct, own)
    const passed = kind === 'own' || kind === 'known' ? passedTo(target) : undefined
    const host = passed !== undefined && brands.gamblingOf(passed) ? passed : direct
    targets.set(link, {link, host, kind: host === direct ? kind : brands.kindOf(host, own), gambling: brands.gamblingOf(host)})
  }
  return targets
}

/** Where a link of the site sends its visitor on: `/go?url=https://...`. */
function passedTo(url: URL): string | undefined {
  let seen = 0
  for (const value of url.searchParams.values()) {
    if (++seen > mostParameters) return undefined
    const on = /^(?:https?:)?\/\//i.test(value) ? URL.parse(value.slice(0, 2000), url.href) : undefined
    if (on) return hostOf(on)
  }
  return undefined
}

export const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .slice(0, 100)

/** Whether a link leads to somebody that the site has no business with. */
export function isStrange({kind, gambling}: LinkTarget): boolean {
  return kind === 'strange' || (kind === 'vn' && gambling === 'sure')
}

const anywhere: Context = {parent: undefined, tag: 'a', id: '', classes: [], aside: false, depth: 0}

/** Phrases that the text of a link advertises with. */
export function phrasesIn(text: string, compiled: CompiledSpamRules): string[] {
  const builder = new StreamBuilder(compiled)
  builder.add({pieces: [{text: text.slice(0, 600), context: anywhere}], heading: false})
  const {free} = weighText(builder.stream, compiled)
  return free.clear > 0 ? free.phrases : []
}
