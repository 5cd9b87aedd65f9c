import {createHash} from 'node:crypto'
import type {BlockPages} from '../../../model/block-pages.ts'
import {type ExposureKind, type ExposureRules, type ExposureSignature, exposureKinds} from '../../../model/exposure-rules.ts'
import {type Gap, partialMark} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {CollectedSiteFacts, SiteContext} from '../context.ts'
import type {Answer, Fetched, FetchFailure} from '../http/fetcher.ts'
import type {CollectedWeb} from '../web/collect-web.ts'
import {refusalOf} from '../web/guard.ts'
import {unlikelyName} from '../web/missing-page.ts'
import {similarityOf} from '../web/similarity.ts'
import {askTrace} from './ask-trace.ts'
import {maskedSample, matchSignature} from './match-signature.ts'

type Exposure = SiteFactValue<'exposure'>
type Found = Exposure['git'][number]

/** A server that answered so is not asked for anything more. */
const ends: readonly FetchFailure[] = ['rate-limited', 'reset', 'budget', 'stopped', 'unreachable', 'no-route']
const mostTimeouts = 2
const mostFound = 20
/** From here on two pages are the same page for two visits. */
const alike = 0.9

/** Asks for a short fixed list of addresses at which files lie open by mistake, and looks at the pages that were asked for anyway. */
export async function collectExposure(
  context: SiteContext,
  web: CollectedWeb,
  rules: ExposureRules,
  blockPages: BlockPages,
): Promise<CollectedSiteFacts> {
  const {home, missingPage} = web
  const base = web.answer?.url
  const source = `GET of ${rules.paths.length} addresses of ${context.site.host}`.slice(0, 400)
  if (web.status !== 'ok' || base === undefined || !missingPage) {
    const detail = web.status === 'ok' ? 'the site gave no answer to compare with' : `${web.status}: ${web.statusDetail ?? ''}`
    return {exposure: {ok: false, reason: web.status === 'timeout' ? 'timeout' : 'not-collected', detail: detail.slice(0, 400), source}}
  }
  const ledger = createLedger()
  const look = ({url, status, body}: Answer, names: readonly string[]) => {
    for (const signature of rules.signatures.filter(({id}) => names.includes(id))) {
      const sign = matchSignature(signature, body, rules.notInFiles)
      if (sign) ledger.find(signature, {url, status, body, sample: maskedSample(body, sign)})
    }
  }
  /** An error stands at the end of a page as often as at its beginning. */
  const lookAtPage = (answer: Answer, names: readonly string[]) => {
    look(answer, names)
    if (answer.truncated) ledger.gap('stacktrace', {reason: 'not-collected', detail: `only the beginning of ${answer.url} was read`})
  }
  if (home) lookAtPage(home, rules.seenPages.home)
  lookAtPage(missingPage, rules.seenPages.error)

  const name = unlikelyName(context)
  const asker = createAsker(context, base, name, rules)
  let timeouts = 0
  let over: Gap | undefined
  for (const {path: written, kind, signatures} of rules.paths) {
    if (over) {
      ledger.gap(kind, over)
      continue
    }
    const path = written.replace('{random}', name)
    const answer = await (kind === 'stacktrace' ? asker.askPage(path) : asker.ask(path))
    if (!answer.ok) {
      const gap: Gap = {reason: answer.reason === 'timeout' ? 'timeout' : 'not-collected', detail: `${path}: ${answer.reason}`}
      ledger.gap(kind, gap)
      if (answer.reason === 'timeout') timeouts++
      if (ends.includes(answer.reason) || timeouts >= mostTimeouts) over = gap
      continue
    }
    if (kind === 'stacktrace') lookAtPage(answer, rules.seenPages.error)
    else if (answer.status >= 400) look(answer, rules.seenPages.error)
    const unclear = await whyUnclear(answer, path, kind)
    if (unclear !== undefined) ledger.gap(kind, {reason: 'not-collected', detail: `${path}: ${unclear}`})
    else if (answer.status < 300 && !isSameAs(answer, missingPage)) look(answer, signatures)
  }

  /** Why an answer does not tell whether the file lies open. */
  async function whyUnclear(answer: Answer, path: string, kind: ExposureKind): Promise<string | undefined> {
    const {status} = answer
    const refusal = refusalOf(answer, blockPages)
    if (!refusal && (status < 400 || status === 404 || status === 410)) return undefined
    // An error page was wanted, and came.
    if (!refusal && kind === 'stacktrace' && status === 500) return undefined
    const isPlain = refusal ? refusal.kind === 'blocked' && refusal.guard === undefined : status < 500
    // A folder that may not be listed is refused: that is the answer hoped for. So is one rule for all names of a form.
    if (isPlain && ((refusal && kind === 'listing') || (await asker.refusesAllLike(path, status)))) return undefined
    return refusal ? `refused with status ${status}` : `status ${status}`
  }

  const trace = await askTrace(context, base, name)
  const value: Exposure = {asked: asker.asked(), ...ledger.found, ...(trace.fact ? {trace: trace.fact} : {})}
  return {exposure: {ok: true, value, gaps: {...ledger.gaps, ...(trace.gap ? {trace: trace.gap} : {})}, source}}
}

/** Asks for the beginning of files, as they lie there, and for pages. */
function createAsker({fetcher}: SiteContext, base: string, name: string, {maxBytes, maxPageBytes}: ExposureRules) {
  const siblings = new Map<string, Promise<Fetched>>()
  let asked = 0
  const get = (path: string) =>
    fetcher.fetch(new URL(path, base).href, {
      follow: false,
      maxBytes,
      headers: {range: `bytes=0-${maxBytes - 1}`, 'accept-encoding': 'identity'},
    })
  return {
    asked: () => asked,
    ask: (path: string) => {
      asked++
      return get(path)
    },
    askPage: (path: string) => {
      asked++
      return fetcher.fetch(new URL(path, base).href, {follow: false, maxBytes: maxPageBytes})
    },
    /** A server that refuses every name of that form says nothing of this one. */
    refusesAllLike: async (path: string, status: number) => {
      const sibling = path.replace(/[a-z][\w-]*/i, name)
      const known = siblings.get(sibling) ?? get(sibling)
      siblings.set(sibling, known)
      const answer = await known
      return answer.ok && answer.status === status
    },
  }
}

function isSameAs(answer: Answer, missingPage: Answer): boolean {
  return missingPage.status < 300 && similarityOf(answer.body, missingPage.body.subarray(0, answer.body.length)) >= alike
}

/** What was found and what could not be looked at, by kind. */
function createLedger() {
  const found = Object.fromEntries(exposureKinds.map((kind) => [kind, []])) as unknown as Record<ExposureKind, Found[]>
  const gaps: Record<string, Gap> = {}
  return {
    found,
    gaps,
    find: ({kind, id}: ExposureSignature, {url, status, body, sample}: {url: string; status: number; body: Buffer; sample: string}) => {
      const list = found[kind]
      if (list.length >= mostFound || list.some((one) => one.url === url && one.signature === id)) return
      const sha256 = createHash('sha256').update(body).digest('hex')
      list.push({url: url.slice(0, 2000), status, signature: id, bytes: body.length, sha256, sample})
    },
    gap: (kind: ExposureKind, gap: Gap) => {
      gaps[`${kind}${partialMark}`] ??= {...gap, detail: gap.detail.slice(0, 300)}
    },
  }
}
