/** How much a server may cost: time, bytes, messages and connections. Times in milliseconds. */
export interface TlsLimits {
  connectMs: number
  firstByteMs: number
  connectionMs: number
  siteMs: number
  connectionBytes: number
  handshakeMessages: number
  connections: number
  /** With every accepted suite enumerated. */
  deepConnections: number
}

export const tlsLimits: TlsLimits = {
  connectMs: 4000,
  firstByteMs: 4000,
  connectionMs: 8000,
  siteMs: 30_000,
  connectionBytes: 65_536,
  handshakeMessages: 16,
  connections: 40,
  deepConnections: 250,
}

/** More at once than this some servers do not read and others refuse (internet.nl, sslscan 2.2.0, nmap). */
export const mostSuites = 64
