import type {UnknownReason} from '../model/assessment.ts'

/** Thrown inside an expression when something cannot be known; becomes outcome `unknown` with this reason, never pass. */
export class UnknownValue extends Error {
  readonly reason: UnknownReason

  constructor(reason: UnknownReason, detail: string) {
    super(detail)
    this.name = 'UnknownValue'
    this.reason = reason
  }
}
