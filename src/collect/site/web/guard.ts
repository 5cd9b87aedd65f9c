import type {BlockPages} from '../../../model/block-pages.ts'
import {type HeaderList, headerOf} from '../http/raw-headers.ts'

/** What a guard is recognised by. */
export interface Judged {
  status: number
  headers: HeaderList
  body: Buffer
}

export type Refusal = {kind: 'blocked'; guard?: string} | {kind: 'rate-limited'}

const mostRead = 65_536

/** Whether an answer is that of a guard before the site, or of a server that will not show the page: it says nothing of the site. */
export function refusalOf(answer: Judged, {guards, refused, limited}: BlockPages): Refusal | undefined {
  const text = answer.body.subarray(0, mostRead).toString('latin1').toLowerCase()
  const guard = guards.find(
    ({statuses, header, words, maxBytes = mostRead}) =>
      (statuses === undefined || statuses.includes(answer.status)) &&
      (header === undefined || headerOf(answer.headers, header.name)?.toLowerCase().includes(header.contains) === true) &&
      (words === undefined || (answer.body.length <= maxBytes && words.every((word) => text.includes(word)))),
  )
  if (guard) return {kind: 'blocked', guard: guard.name}
  if (limited.includes(answer.status)) return {kind: 'rate-limited'}
  return refused.includes(answer.status) ? {kind: 'blocked'} : undefined
}
