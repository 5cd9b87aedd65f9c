import type {Workspace} from '../../model/workspace.ts'

/** A device that somebody has to look at. */
export interface WalkRow {
  addresses: string[]
  /** MAC addresses with the maker of the card. */
  cards: string[]
  ports: number[]
  /** Best guess at its system. */
  guess?: string | undefined
  /** Names of what it may be. */
  like: string[]
}

export interface WalkSheetValues {
  on: string
  workspace: Workspace
  office: {id: string; name: string}
  networks: string[]
  /** Days of the oldest and newest look. */
  from: string
  to: string
  counts: {all: number; endpoint: number; device: number; ask: number; strange: number}
  /** Strange devices first. */
  rows: WalkRow[]
  /** Names of devices of the register that the scan did not see. */
  unreached: string[]
  /** How old the data sets of the workspace are. */
  dataAges: string
}
