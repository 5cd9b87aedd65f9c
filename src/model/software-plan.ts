/** Why something is to be done about a program, gravest first. */
export const softwareReasons = ['unlicensed', 'forbidden', 'ended', 'outdated'] as const
export type SoftwareReason = (typeof softwareReasons)[number]

/** One product of the annex on software, with the PCs that hold it. */
export interface SoftwarePlanRow {
  /** Id of the lifecycle table, or of the rule where no table knows it. */
  id: string
  title: string
  versions: string[]
  machines: number
  reasons: {reason: SoftwareReason; machines: number; note: string}[]
}

export interface SoftwarePlan {
  rows: SoftwarePlanRow[]
  /** PCs looked at, and those with anything in the rows. */
  machines: number
  affected: number
  /** PCs whose list of programs was not seen, wholly or in part. */
  notSeen: number
  totals: Record<SoftwareReason, {products: number; machines: number}>
}
