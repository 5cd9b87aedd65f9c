/** Somewhere that a log daemon sends records to. */
export interface LogTarget {
  /** `host:port`, or the host alone where the port is the usual one. */
  address: string
  /** "security": gets the records of auth and authpriv from priority info on; "conditional": a filter decides; "other": does not. */
  scope: 'security' | 'conditional' | 'other'
}

/** True for a receiver on this machine, which is no central one; `own` are the names of this machine in lower case. */
export function isLocalTarget(address: string, own: ReadonlySet<string> = new Set()): boolean {
  if (/^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|localhost|\[?::1\]?)(?::\d+)?$/i.test(address)) return true
  return own.has(address.replace(/:\d{1,5}$/, '').toLowerCase())
}
