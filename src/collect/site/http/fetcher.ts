/** Why a request gave no answer that counts. `off-scope`: a redirect leads to another registrable domain and is not followed. */
export type FetchFailure =
  | 'dns-error'
  | 'unreachable'
  | 'no-route'
  | 'timeout'
  | 'reset'
  | 'tls-error'
  | 'protocol-error'
  | 'too-big'
  | 'private-address'
  | 'redirect-loop'
  | 'redirect-invalid'
  | 'off-scope'
  | 'rate-limited'
  | 'budget'
  /** The caller does not permit the address, for example by robots.txt. */
  | 'disallowed'
  | 'stopped'

/** One step on the way: what was asked and what came back. */
export interface Hop {
  url: string
  address: string
  status: number
  /** Where it led, absolute, when it was a redirect. */
  location?: string
}

export interface Answer {
  ok: true
  /** Asked for first. */
  asked: string
  /** Answered in the end. */
  url: string
  status: number
  /** In the order sent, names in lower case; a name may come more than once. */
  headers: readonly (readonly [name: string, value: string])[]
  /** Decompressed, up to the limit. */
  body: Buffer
  /** More was sent than the limit takes; `body` holds its beginning. */
  truncated: boolean
  /** Product before the site whose block page this is, where it is known: it says nothing of the site, whatever its status. */
  guard?: string
  hops: readonly Hop[]
}

export type Fetched = Answer | {ok: false; asked: string; reason: FetchFailure; detail: string; hops: readonly Hop[]}

/** Who asks: the tool by its own name, or a visitor that the cloaking test compares. */
export type Visitor = 'tool' | 'browser' | 'crawler' | 'search-visitor'

export interface FetchOptions {
  method?: 'GET' | 'HEAD' | 'OPTIONS' | 'TRACE'
  headers?: Readonly<Record<string, string>>
  visitor?: Visitor
  /** Decompressed bytes; default 3 MB. */
  maxBytes?: number
  /** Follow redirects within the registrable domain; default true, as many as the limits allow. */
  follow?: boolean
  /** One of the addresses of the site's host, to see each family; default: the first that answers. */
  address?: string
  /** Ends this request before the site's own signal does. */
  signal?: AbortSignal
  /** At least so long after the request before, on this machine too: what the site itself asks for (Crawl-delay). */
  pauseMs?: number
  /** Asked for each address before it is asked for, those that redirects lead to among them. */
  permits?: (url: URL) => boolean | Promise<boolean>
}

/** Asks a site for a page under the limits of politeness; never throws for what a server may do. */
export interface Fetcher {
  fetch(url: string, options?: FetchOptions): Promise<Fetched>
  /** Ends connections that are kept open, so that others may have their places; the next request opens a new one. */
  rest?(): Promise<void>
  /** Requests sent for this site so far. */
  readonly requests: number
}
