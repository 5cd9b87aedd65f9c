import type {Fetcher} from '../http/fetcher.ts'
import type {Robots} from './robots.ts'

/** A fetcher that asks robots.txt first, for redirects too, and keeps the pace that the site asks for. */
export function politeFetcher(fetcher: Fetcher, robots: Robots, delayMs = 0): Fetcher {
  return {
    get requests() {
      return fetcher.requests
    },
    ...restOf(fetcher),
    fetch: (url, options = {}) =>
      fetcher.fetch(url, {
        pauseMs: delayMs,
        // The file itself may always be read (RFC 9309, 2.2.2).
        permits: async (target) => target.pathname === '/robots.txt' || (await robots.allows(target)),
        ...options,
      }),
  }
}

/** All requests of one part of the work end with its own deadline. */
export function fetcherUntil(fetcher: Fetcher, signal: AbortSignal): Fetcher {
  return {
    get requests() {
      return fetcher.requests
    },
    ...restOf(fetcher),
    fetch: (url, options = {}) => fetcher.fetch(url, {signal, ...options}),
  }
}

function restOf({rest}: Fetcher): Pick<Fetcher, 'rest'> {
  return rest ? {rest} : {}
}
