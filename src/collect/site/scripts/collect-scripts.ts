import {type Gap, partialMark} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {JsLibraries} from '../../../model/js-libraries.ts'
import type {SiteCollected, SiteContext} from '../context.ts'
import type {Answer, FetchFailure} from '../http/fetcher.ts'
import {contentTypeOf} from '../page/header-facts.ts'
import {createScriptNamer, type NamedScript} from './name-script.ts'
import {createBannerReader} from './read-banners.ts'

type Library = SiteFactValue<'scripts'>['libraries'][number]

interface Script {
  url: string
  named?: NamedScript
  /** Of the host that the page itself came from: others are not asked for anything. */
  own: boolean
  state: 'unopened' | 'opened' | 'absent' | 'unreadable'
  told: NamedScript[]
}

/** A server that answered so is not asked for anything more. */
const ends: readonly FetchFailure[] = ['rate-limited', 'reset', 'budget', 'stopped', 'timeout', 'unreachable', 'no-route']
const mostLibraries = 100

/**
 * Libraries that the page loads, by the addresses of its scripts and, for a few files of its own host, by how they begin. Each visitor's
 * browser fetches them with the page. A file may go by a wrong name: what stands in it counts before its address.
 */
export async function collectScripts(
  {fetcher}: SiteContext,
  page: SiteCollected<'page'> | undefined,
  tables: JsLibraries,
): Promise<SiteCollected<'scripts'>> {
  const source = 'scripts of the page'
  if (!page) return {ok: false, reason: 'not-collected', detail: 'the page was not looked at', source}
  if (!page.ok) return {ok: false, reason: page.reason, detail: page.detail, source}
  const {url, resources} = page.value
  const host = URL.parse(url)?.host
  const nameOf = createScriptNamer(tables)
  const readBanners = createBannerReader(tables)
  const scripts = resources
    .filter(({kind}) => kind === 'script')
    .map(({url: address}): Script => {
      const named = nameOf(address)
      return {url: address, ...(named ? {named} : {}), own: URL.parse(address)?.host === host, state: 'unopened', told: []}
    })
  const {files, maxBytes} = tables.reading
  let opened = 0
  for (const script of inOrder(scripts).slice(0, files)) {
    const answer = await fetcher.fetch(script.url, {
      maxBytes,
      headers: {range: `bytes=0-${maxBytes - 1}`, accept: '*/*', 'accept-encoding': 'identity'},
    })
    if (!answer.ok) {
      script.state = 'unreadable'
      if (ends.includes(answer.reason)) break
      continue
    }
    script.state = stateOf(answer)
    if (script.state !== 'opened') continue
    opened++
    script.told = readBanners(answer.body.subarray(0, maxBytes).toString('latin1'), script.named?.library)
  }
  const present = scripts.filter(({state}) => state !== 'absent')
  const libraries = present.flatMap(librariesOf)
  const cut = page.gaps?.[`resources${partialMark}`]
  const value: SiteFactValue<'scripts'> = {
    url,
    files: scripts.length,
    opened,
    unopened: present.filter(({own, named, state}) => own && !named && state !== 'opened').length,
    unrecognised: present.filter(({named, told}) => !named && told.length === 0).length,
    libraries: unique(libraries).slice(0, mostLibraries),
  }
  const gap: Gap | undefined =
    cut ?? (libraries.length > mostLibraries ? {reason: 'not-collected', detail: 'more libraries than are kept'} : undefined)
  const gaps = {...(gap ? {[`libraries${partialMark}`]: gap} : {}), ...(cut ? {[`files${partialMark}`]: cut} : {})}
  return {ok: true, value, gaps, source: `${scripts.length} scripts of ${url.slice(0, 300)}, ${opened} of them opened`}
}

/** First those that are known by name and not by version, then those that nothing is known of, then those whose address may be wrong. */
function inOrder(scripts: readonly Script[]): Script[] {
  const rank = ({named}: Script) => (named?.version === '' ? 0 : named ? 2 : 1)
  return scripts.filter(({own}) => own).sort((a, b) => rank(a) - rank(b))
}

function stateOf(answer: Answer): Script['state'] {
  const {status, guard, body} = answer
  if (guard !== undefined) return 'unreadable'
  if (status === 404 || status === 410) return 'absent'
  if (status !== 200 && status !== 206) return 'unreadable'
  // A page in its place: an error page, or one that asks to log in.
  return contentTypeOf(answer)?.includes('html') || /^\s*</.test(body.subarray(0, 200).toString('latin1')) ? 'unreadable' : 'opened'
}

function librariesOf({url, named, told}: Script): Library[] {
  const entry = ({library, version}: NamedScript, seenIn: Library['seenIn']): Library => ({
    id: library.id,
    version: version.slice(0, 40),
    seenIn,
    url,
  })
  const ofContent = told.map((one) => entry(one, 'content'))
  return named && !told.some(({library}) => library === named.library) ? [entry(named, 'address'), ...ofContent] : ofContent
}

function unique(libraries: readonly Library[]): Library[] {
  const found = new Map<string, Library>()
  for (const one of libraries) {
    const key = `${one.id} ${one.version} ${one.seenIn}`
    if (!found.has(key)) found.set(key, one)
  }
  return [...found.values()]
}
