import type {BlockPages} from '../../../model/block-pages.ts'
import {loweredText} from '../http/lowered-text.ts'
import {type HeaderList, headerOf} from '../http/raw-headers.ts'

/** What a guard is recognised by. */
export interface Judged {
  status: number
  headers: HeaderList
  body: Buffer
}

export type Refusal = {kind: 'blocked'; guard?: string} | {kind: 'rate-limited'}

const mostRead = 65_536

/** Every answer is asked about when it comes, and again by whoever reads it. */
const known = new WeakMap<Buffer, Judged & Pick<BlockPages, 'guards'> & {name: string | undefined}>()

/** The product whose block page an answer is. */
export function guardOf({status, headers, body}: Judged, {guards}: Pick<BlockPages, 'guards'>): string | undefined {
  const before = known.get(body)
  if (before && before.status === status && before.headers === headers && before.guards === guards) return before.name
  const name = lookFor({status, headers, body}, guards)
  known.set(body, {status, headers, body, guards, name})
  return name
}

function lookFor({status, headers, body}: Judged, guards: BlockPages['guards']): string | undefined {
  const text = () => loweredText(body, mostRead)
  return guards.find(
    ({statuses, header, words, maxBytes = mostRead}) =>
      (statuses === undefined || statuses.includes(status)) &&
      (header === undefined || headerOf(headers, header.name)?.toLowerCase().includes(header.contains) === true) &&
      (words === undefined || (body.length <= maxBytes && words.every((word) => text().includes(word)))),
  )?.name
}

/** Whether an answer is that of a guard before the site, or of a server that will not show the page: it says nothing of the site. */
export function refusalOf(answer: Judged, blockPages: BlockPages): Refusal | undefined {
  const guard = guardOf(answer, blockPages)
  if (guard !== undefined) return {kind: 'blocked', guard}
  if (blockPages.limited.includes(answer.status)) return {kind: 'rate-limited'}
  return blockPages.refused.includes(answer.status) ? {kind: 'blocked'} : undefined
}
