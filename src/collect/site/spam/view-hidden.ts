import type {CompiledSpamRules} from './compile-rules.ts'
import {excerptAround, maskText, selectorOf} from './excerpt.ts'
import type {PageLink} from './page-parts.ts'
import {isStrange, type LinkTarget, phrasesIn} from './view-links.ts'
import type {Signal} from './view-signals.ts'
import type {HiddenStream, Span} from './visible-text.ts'
import {weighText} from './weigh-text.ts'

const mostHosts = 20
const mostGroups = 10

/** Signs in containers that no visitor sees, container by container. */
export function readHidden(
  streams: readonly HiddenStream[],
  targets: ReadonlyMap<PageLink, LinkTarget>,
  compiled: CompiledSpamRules,
): Signal[][] {
  const {scoreBeside, distinct} = compiled.rules.thresholds
  const groups: Signal[][] = []
  for (const stream of streams) {
    if (groups.length >= mostGroups) break
    const links = [...new Set(stream.spans.flatMap(({link}) => (link ? [link] : [])))].flatMap((link) => targets.get(link) ?? [])
    const strange = links.filter(isStrange)
    const isStrangeSpan = ({link}: Span) => {
      const target = link && targets.get(link)
      return target !== undefined && isStrange(target)
    }
    const {free} = weighText(stream, compiled, isStrangeSpan)
    const advertising = strange.filter(({gambling, link}) => gambling === 'sure' || phrasesIn(link.text, compiled).length > 0)
    const hosts = [...new Set((advertising.length > 0 ? advertising : strange).map(({host}) => host))].slice(0, mostHosts)
    const signals: Signal[] = []
    if (free.score >= scoreBeside && free.distinct >= distinct && free.clear > 0)
      signals.push({kind: 'words', words: free.phrases, hosts: []})
    if (advertising.length > 0) signals.push({kind: 'links', words: [], hosts})
    const manyStrange = stream.hiddenBy !== 'noscript' && hosts.length >= compiled.rules.hidden.strangeHosts
    if (signals.length === 0 && !manyStrange && free.clear === 0) continue
    groups.push([
      {
        kind: 'hidden',
        words: free.phrases,
        hosts,
        how: stream.hiddenBy,
        selector: selectorOf(stream.root),
        excerpt: free.first ? excerptAround(stream, free.first, compiled) : maskText(stream.paragraphs[0]?.text ?? '', compiled),
      },
      ...signals,
    ])
  }
  return groups
}
