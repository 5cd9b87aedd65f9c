import type {UnseenCode} from './lists.ts'

export const driftLists = ['devices', 'applications', 'services', 'networks', 'addresses'] as const
export type DriftList = (typeof driftLists)[number]

/** `unseen`: the approved list has it, and now it cannot be seen whether it is still so. */
export const driftKinds = ['added', 'gone', 'changed', 'unseen', 'outside'] as const
export type DriftKind = (typeof driftKinds)[number]

export type DriftField =
  | 'id'
  | 'name'
  | 'os'
  | 'version'
  | 'serial'
  | 'addresses'
  | 'lastSeen'
  | 'software'
  | 'ports'
  | 'versions'
  | 'processes'
  | 'machines'

/** One difference between an approved list and the inventory. */
export interface Difference {
  list: DriftList
  kind: DriftKind
  /** Name of the device or program, port, network or address. */
  subject: string
  /** Id of the device, where there is one. */
  id?: string
  field?: DriftField
  before?: string[]
  after?: string[]
  /** How a device of another id was recognised. */
  matchedBy?: 'serial' | 'mac' | 'name'
  /** Machines it is about. */
  machines?: string[]
  /** How many entries of the list could not be looked at for this reason. */
  count?: number
}

export interface Drift {
  differences: Difference[]
  /** Lists that the file has; others were not compared. */
  compared: DriftList[]
  /** Facts that the approved list lacks and that can be seen now: no difference, but worth entering. */
  nowSeen: number
}

/** What the inventory lacks, so that equal lists do not show that nothing has changed. */
export const doubtCodes: readonly UnseenCode[] = [
  'no-facts',
  'unreadable',
  'not-declared',
  'never-registered',
  'stale',
  'fact',
  'bad-network',
]
