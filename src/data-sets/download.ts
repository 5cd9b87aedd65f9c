import {gunzipSync} from 'node:zlib'
import type {Dispatcher} from 'undici'
import {isUserFacing} from '../lib/user-error.ts'
import type {Localized} from '../model/text.ts'
import {isLoopback} from './address.ts'
import {refuse} from './refuse.ts'

const maxRedirects = 3

export interface DownloadLimits {
  maxBytes: number
  /** For the whole download. */
  timeoutMs: number
  /** Without an answer, or without the next bytes. */
  silenceMs: number
}

export interface DownloadOrder {
  address: URL
  limits: DownloadLimits
  userAgent: string
  /** How to get the file otherwise, said with every failure. */
  obtain: Localized
  signal: AbortSignal
}

/**
 * Fetches one file, or throws: over TLS with the certificates of Node, through the proxy of the environment, never to another
 * host than the one asked for, never more than the limit, never for longer than the limit, and never in part.
 */
export async function download(order: DownloadOrder): Promise<Uint8Array> {
  const {limits, signal} = order
  const {Agent, EnvHttpProxyAgent} = await import('undici')
  const silence = {headersTimeout: limits.silenceMs, bodyTimeout: limits.silenceMs, connect: {timeout: limits.silenceMs}}
  // Nothing on this machine is behind a proxy.
  const dispatcher = isLoopback(order.address) ? new Agent(silence) : new EnvHttpProxyAgent(silence)
  const deadline = AbortSignal.timeout(limits.timeoutMs)
  try {
    return await fetchFollowing(order, dispatcher, AbortSignal.any([signal, deadline]))
  } catch (error) {
    signal.throwIfAborted()
    if (isUserFacing(error)) throw error
    throw failed(order, deadline.aborted ? slow(limits) : causeOf(error, limits), 'download-failed', error)
  } finally {
    await dispatcher.destroy()
  }
}

async function fetchFollowing(order: DownloadOrder, dispatcher: Dispatcher, signal: AbortSignal): Promise<Uint8Array> {
  let {address} = order
  for (let step = 0; step <= maxRedirects; step++) {
    const {statusCode, headers, body} = await dispatcher.request({
      origin: address.origin,
      path: `${address.pathname}${address.search}`,
      method: 'GET',
      signal,
      headers: {accept: 'application/json, text/csv;q=0.9, */*;q=0.1', 'accept-encoding': 'gzip', 'user-agent': order.userAgent},
    })
    if (statusCode >= 300 && statusCode < 400 && typeof headers['location'] === 'string') {
      await body.dump({limit: 64 * 1024})
      address = redirected(order, address, headers['location'])
      continue
    }
    if (statusCode !== 200) {
      await body.dump({limit: 64 * 1024}).catch(() => undefined)
      throw failed(order, {vi: `máy chủ trả lời mã ${statusCode}`, en: `the server answered ${statusCode}`}, 'http-status')
    }
    const bytes = await readBounded(order, body, Number(headers['content-length'] ?? 0))
    return headers['content-encoding'] === 'gzip' ? unpack(order, bytes) : bytes
  }
  throw failed(order, {vi: 'máy chủ chuyển hướng quá nhiều lần', en: 'the server redirects too often'}, 'redirects')
}

function redirected(order: DownloadOrder, from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined
  if (to && to.host === from.host && to.protocol === from.protocol) return to
  const host = (to?.host ?? '?').slice(0, 100)
  throw failed(
    order,
    {vi: `máy chủ chuyển sang địa chỉ khác (${host})`, en: `the server redirects to another address (${host})`},
    'redirected',
  )
}

async function readBounded(order: DownloadOrder, body: AsyncIterable<Uint8Array>, announced: number): Promise<Uint8Array> {
  const {maxBytes} = order.limits
  const chunks: Uint8Array[] = []
  let size = announced
  if (size <= maxBytes) {
    size = 0
    for await (const chunk of body) {
      size += chunk.length
      if (size > maxBytes) break
      chunks.push(chunk)
    }
  }
  if (size <= maxBytes) return Buffer.concat(chunks)
  const limit = Math.round(maxBytes / 1024 / 1024)
  throw failed(order, {vi: `tệp lớn hơn ${limit} MB`, en: `the file is larger than ${limit} MB`}, 'too-large')
}

function unpack(order: DownloadOrder, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, {maxOutputLength: order.limits.maxBytes})
  } catch (error) {
    throw failed(
      order,
      {vi: 'dữ liệu nén bị hỏng, bị cắt hoặc quá lớn', en: 'the compressed data is damaged, cut or too large'},
      'bad-gzip',
      error,
    )
  }
}

function causeOf(error: unknown, limits: DownloadLimits): Localized {
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name
  if (/TIMEOUT/.test(code)) return slow(limits)
  const known: Record<string, Localized> = {
    ENOTFOUND: {vi: 'không tìm thấy máy chủ; máy này có thể không có Internet', en: 'the server was not found; there may be no Internet'},
    EAI_AGAIN: {
      vi: 'không phân giải được tên máy chủ; máy này có thể không có Internet',
      en: 'the name could not be resolved; there may be no Internet',
    },
    ECONNREFUSED: {vi: 'máy chủ từ chối kết nối', en: 'the server refused the connection'},
    UND_ERR_SOCKET: {vi: 'kết nối bị ngắt giữa chừng', en: 'the connection broke off'},
    UND_ERR_ABORTED: {vi: 'kết nối bị ngắt giữa chừng', en: 'the connection broke off'},
  }
  return known[code] ?? {vi: `không tải được (${code})`, en: `it could not be fetched (${code})`}
}

function slow({timeoutMs}: DownloadLimits): Localized {
  return {
    vi: `máy chủ trả lời quá chậm (giới hạn ${timeoutMs / 1000} giây)`,
    en: `the server is too slow (the limit is ${timeoutMs / 1000} seconds)`,
  }
}

function failed({address, obtain}: DownloadOrder, why: Localized, code: string, cause?: unknown) {
  return refuse(
    code,
    `${address.origin}${address.pathname}`,
    {vi: `Chưa tải được: ${why.vi}`, en: `Not fetched: ${why.en}`},
    {
      vi: `${obtain.vi} Sau đó chạy "stp-sec data import TỆP".`,
      en: `${obtain.en} Then run "stp-sec data import FILE".`,
    },
    cause,
  )
}
