import type {SiteContext} from '../context.ts'
import type {Fetched, FetchFailure} from '../http/fetcher.ts'
import type {NotReadReason} from './types.ts'

export type FetchedDocument =
  | {ok: true; url: string; body: Uint8Array; charset: string | undefined}
  /** `gone`: the address leads to nothing. */
  | {ok: false; reason: NotReadReason | 'gone'}

/** Asks for the size first, so that what is too big is not sent; then for the file itself. */
export async function fetchDocument({fetcher, signal}: SiteContext, url: string, mostBytes: number): Promise<FetchedDocument> {
  if (signal.aborted) return {ok: false, reason: 'stopped'}
  const head = await fetcher.fetch(url, {method: 'HEAD', maxBytes: mostBytes})
  if (!head.ok && ends.has(head.reason)) return failed(head)
  if (head.ok) {
    if (head.status === 404 || head.status === 410) return {ok: false, reason: 'gone'}
    if (blocked.has(head.status)) return {ok: false, reason: 'blocked'}
    const length = Number(headerOf(head, 'content-length'))
    if (head.status === 200 && length > mostBytes) return {ok: false, reason: 'too-big'}
  }
  // Servers that refuse HEAD are asked all the same.
  const answer = await fetcher.fetch(url, {maxBytes: mostBytes})
  if (!answer.ok) return failed(answer)
  if (answer.status === 404 || answer.status === 410) return {ok: false, reason: 'gone'}
  if (answer.guard !== undefined || blocked.has(answer.status)) return {ok: false, reason: 'blocked'}
  if (answer.status !== 200) return {ok: false, reason: 'fetch-failed'}
  if (answer.truncated) return {ok: false, reason: 'too-big'}
  const type = headerOf(answer, 'content-type')
  return {ok: true, url: answer.url, body: answer.body, charset: type && /charset=["']?([\w-]{2,40})/i.exec(type)?.[1]}
}

const blocked = new Set([401, 403, 406, 429, 503])
const ends: ReadonlySet<FetchFailure> = new Set([
  'too-big',
  'disallowed',
  'private-address',
  'off-scope',
  'budget',
  'stopped',
  'rate-limited',
  'dns-error',
  'unreachable',
])

function failed({reason}: Extract<Fetched, {ok: false}>): {ok: false; reason: NotReadReason} {
  if (reason === 'too-big') return {ok: false, reason: 'too-big'}
  if (reason === 'budget') return {ok: false, reason: 'limit'}
  if (reason === 'rate-limited') return {ok: false, reason: 'blocked'}
  if (reason === 'stopped' || reason === 'disallowed') return {ok: false, reason}
  return {ok: false, reason: 'fetch-failed'}
}

function headerOf({headers}: {headers: readonly (readonly [string, string])[]}, name: string): string | undefined {
  return headers.find(([key]) => key === name)?.[1]
}
