import type {Dispatcher} from 'undici'
import type {Deadline} from '../net/deadline.ts'
import {readBody} from './decode-body.ts'
import type {FetchFailure} from './fetcher.ts'
import {ConnectFailure} from './pinned-agent.ts'
import {type HeaderList, headerList, headerOf} from './raw-headers.ts'

export type Failed = {
  ok: false
  reason: FetchFailure
  detail: string
  /** No connection came about, so another address may do better. */
  unconnected?: boolean
}
export type Received = {ok: true; status: number; headers: HeaderList; body: Buffer; truncated: boolean} | Failed

interface Request {
  method: string
  headers: Record<string, string>
  maxBytes: number
  /** The connection is closed after the answer. */
  last: boolean
}

/** Answers before the answer (status 1xx) that a server may send. */
const mostInformational = 20

/** Sends one request and reads its answer under the deadline; never throws for what a server does. */
export async function send(agent: Dispatcher, url: URL, {method, headers, maxBytes, last}: Request, deadline: Deadline): Promise<Received> {
  let informational = 0
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: method as Dispatcher.HttpMethod,
      headers,
      signal: deadline.signal,
      responseHeaders: 'raw',
      reset: last,
      onInfo: () => {
        if (++informational > mostInformational) deadline.end('flood')
      },
    })
    const list = headerList(answer.headers as unknown as (Buffer | string)[])
    const body = await readBody(answer.body, headerOf(list, 'content-encoding') ?? '', method === 'HEAD' ? 0 : maxBytes)
    const ended = endedBy(deadline)
    if (ended) return ended
    return body.ok ? {ok: true, status: answer.statusCode, headers: list, body: body.body, truncated: body.truncated} : body
  } catch (error) {
    return endedBy(deadline) ?? failureOf(error as Error & {code?: string})
  }
}

function endedBy(deadline: Deadline): Failed | undefined {
  const why = deadline.ended()
  if (why === 'stopped') return {ok: false, reason: 'stopped', detail: 'stopped'}
  if (why === 'timeout') return {ok: false, reason: 'timeout', detail: 'the answer was not complete in time'}
  if (why === 'too-big') return {ok: false, reason: 'too-big', detail: 'more came than any page may have'}
  if (why === 'flood') return {ok: false, reason: 'protocol-error', detail: `more than ${mostInformational} answers of status 1xx`}
  return undefined
}

const connectReasons = {
  refused: 'unreachable',
  unreachable: 'unreachable',
  'no-route': 'no-route',
  local: 'no-route',
  timeout: 'timeout',
  reset: 'reset',
  'private-address': 'private-address',
  budget: 'budget',
  stopped: 'stopped',
  'dns-error': 'dns-error',
  'tls-error': 'tls-error',
} as const satisfies Record<ConnectFailure['reason'], FetchFailure>

/** What a connection to another address of the same host might not suffer from. */
const perAddress: readonly ConnectFailure['reason'][] = ['refused', 'unreachable', 'no-route', 'local', 'timeout']

const failures: Record<string, FetchFailure> = {
  UND_ERR_HEADERS_OVERFLOW: 'too-big',
  UND_ERR_SOCKET: 'reset',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
}

function failureOf(error: Error & {code?: string}): Failed {
  if (error instanceof ConnectFailure)
    return {
      ok: false,
      reason: connectReasons[error.reason],
      detail: error.message,
      ...(perAddress.includes(error.reason) ? {unconnected: true} : {}),
    }
  const detail = `${error.code ?? error.name}: ${error.message}`.slice(0, 300)
  // The library closes the connection itself where an answer breaks the rules.
  if (error.code === 'UND_ERR_SOCKET' && error.message.startsWith('bad ')) return {ok: false, reason: 'protocol-error', detail}
  return {ok: false, reason: failures[error.code ?? ''] ?? 'protocol-error', detail}
}
