import {createHash} from 'node:crypto'
import type {BlockPages} from '../../../model/block-pages.ts'
import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {SiteContext} from '../context.ts'
import type {Answer} from '../http/fetcher.ts'
import {guardOf} from './guard.ts'
import {similarityOf} from './similarity.ts'

/** A name that no site has, the same all through one probe. */
export function unlikelyName({site, now}: Pick<SiteContext, 'site' | 'now'>): string {
  return `stp-sec-${createHash('sha256').update(`${site.id} ${now.toISOString()}`).digest('hex').slice(0, 16)}`
}

/** How the site answers for a page that cannot be there: what looks like that proves nothing about any other address. */
export interface MissingPage {
  fact?: SiteFactValue<'web'>['missingPage']
  gap?: Gap
  answer?: Answer
}

const maxBytes = 65_536

export async function askForMissingPage(
  context: SiteContext,
  base: string,
  {home, blockPages}: {home: Answer | undefined; blockPages: BlockPages},
): Promise<MissingPage> {
  const answer = await context.fetcher.fetch(new URL(`/${unlikelyName(context)}`, base).href, {follow: false, maxBytes})
  if (!answer.ok)
    return {
      gap: {
        reason: answer.reason === 'timeout' ? 'timeout' : 'not-collected',
        detail: `no answer for a page that does not exist: ${answer.reason}`,
      },
    }
  const guard = guardOf(answer, blockPages)
  if (guard !== undefined) return {gap: {reason: 'not-collected', detail: `a block page of ${guard} came for a page that does not exist`}}
  const {url, status, body} = answer
  return {
    answer,
    fact: {
      url: url.slice(0, 2000),
      status,
      soft: status < 400,
      sha256: createHash('sha256').update(body).digest('hex'),
      bytes: body.length,
      ...(home ? {likeHome: Math.round(similarityOf(home.body, body) * 100) / 100} : {}),
    },
  }
}
