import type {HeaderList} from './raw-headers.ts'

/** Cookies of one chain of redirects; some sites go round for ever without them. Nothing outlives the chain. */
export interface CookieChain {
  header(): string | undefined
  keep(headers: HeaderList): void
  /** The next step of the chain: a cookie of one host is no other host's business, and a secure one none of plain http. */
  move(from: URL, to: URL): void
}

const mostCookies = 20
const longestCookie = 4000

export function createCookieChain(): CookieChain {
  const jar = new Map<string, {value: string; secure: boolean}>()
  return {
    header: () => (jar.size === 0 ? undefined : [...jar].map(([name, {value}]) => `${name}=${value}`).join('; ')),
    keep: (headers) => {
      for (const [name, line] of headers) {
        if (name !== 'set-cookie') continue
        const [pair = '', ...attributes] = line.split(';')
        const at = pair.indexOf('=')
        if (at <= 0 || jar.size >= mostCookies || pair.length >= longestCookie) continue
        const secure = attributes.some((attribute) => attribute.trim().toLowerCase() === 'secure')
        jar.set(pair.slice(0, at).trim(), {value: pair.slice(at + 1).trim(), secure})
      }
    },
    move: (from, to) => {
      if (from.hostname !== to.hostname) jar.clear()
      if (to.protocol === 'http:') for (const [name, {secure}] of jar) if (secure) jar.delete(name)
    },
  }
}
