import type {CertificateMessage, KeyExchange, ServerHello} from './messages.ts'

/** What to do after some bytes of the server were read. */
export interface Step {
  done: boolean
  send?: Buffer
  /** Nothing more will be sent by us: lets a server that waits for data close. */
  end?: boolean
}

/** Why a server's bytes were not read on. */
export type Fault = 'not-tls' | 'malformed' | 'too-much'

/** All that one conversation showed. */
export interface Seen {
  hello?: ServerHello
  /** Suites of an SSL 2.0 hello. */
  ssl2?: number[]
  /** The server asked for another key share first. */
  retryGroup?: number
  chain?: CertificateMessage
  keyExchange?: KeyExchange
  asksClientCertificate: boolean
  alpn?: string
  alert?: {level: number; code: number}
  /** The server's whole flight was read. */
  complete: boolean
  /** Tickets of TLS 1.3, and how much 0-RTT data they allow. */
  tickets: number
  earlyData: number
  fault?: Fault
  /** Anything came at all. */
  started?: boolean
  /** Beginning of what came, where it was no TLS. */
  first?: string
}

/** One side of a handshake as plain values: bytes in, bytes out, no socket. */
export interface Conversation {
  opening: Buffer
  push(chunk: Buffer): Step
  readonly seen: Readonly<Seen>
}
