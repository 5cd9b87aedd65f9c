/** Why a name gave no address, in words that a status is made of. */
export type NoAddress = 'nxdomain' | 'no-data' | 'servfail' | 'refused' | 'timeout' | 'error'

export type Resolution = {ok: true; addresses: string[]} | {ok: false; reason: NoAddress; detail: string}

/**
 * Turns a name into addresses, once a run: what was checked is what is connected to (a second look could give another
 * answer: DNS rebinding). IPv4 first, then IPv6. The real one is dns/; tests give a table.
 */
export interface Resolver {
  resolve(name: string, signal: AbortSignal): Promise<Resolution>
}
