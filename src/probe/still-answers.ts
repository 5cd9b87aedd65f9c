import type {CollectedSiteFacts, SiteContext} from '../collect/site/context.ts'
import type {CollectedWeb} from '../collect/site/web/collect-web.ts'
import {refusalOf} from '../collect/site/web/guard.ts'
import type {BlockPages} from '../model/block-pages.ts'
import type {SiteFactName} from '../model/facts/site/index.ts'

const maxBytes = 65_536

/**
 * Asks for the first page once more. A site that answered at first and does not now has shut this tool out meanwhile, so what was seen
 * since proves nothing: gives why. Undefined while it answers, and where nothing was answered from the beginning.
 */
export async function whyShutOut(
  {fetcher}: SiteContext,
  web: CollectedWeb | undefined,
  blockPages: BlockPages,
): Promise<string | undefined> {
  const first = web?.answer
  if (web?.status !== 'ok' || !first) return undefined
  await fetcher.rest?.()
  const answer = await fetcher.fetch(first.url, {follow: false, maxBytes})
  // Our own limit says nothing of the site.
  if (!answer.ok) return answer.reason === 'budget' ? undefined : `${answer.reason}: ${answer.detail}`.slice(0, 300)
  const refusal = refusalOf(answer, blockPages)
  if (refusal && answer.status !== first.status) return `${refusal.kind}: status ${answer.status}`
  return answer.status >= 500 && first.status < 500 ? `status ${answer.status}` : undefined
}

/** Takes back what was seen since the last good answer. */
export function takeBack(collected: CollectedSiteFacts, names: readonly SiteFactName[], why: string): void {
  const takenBack = {
    ok: false,
    reason: 'error',
    detail: `the site stopped answering during the probe (${why}): what was seen meanwhile does not count`,
    source: 'closing control: GET of the first page',
  } as const
  const gone = names.filter((name) => collected[name]?.ok !== false)
  Object.assign(collected, Object.fromEntries(gone.map((name) => [name, takenBack])))
}
