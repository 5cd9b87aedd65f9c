/** What the page for owners says; numbers are those of the rules that a probe keeps to. */
export interface ProbeNoticeValues {
  organisation: string
  /** The authority above it. */
  parent: string
  contact: string
  /** Document that permits the probe. */
  permission?: string
  /** Addresses that requests come from, as text. */
  sources?: string
  tool: string
  version: string
  agent: string
  browser: string
  crawler: string
  searchVisitor: string
  tlsConnections: number
  perSite: number
  documents: number
  paths: number
  pathKilobytes: number
  perAddress: number
  perNetwork: number
  pauseSeconds: number
  retrySeconds: number
  secondLookSeconds: number
  /** As a reader of the language writes it. */
  day: string
}
