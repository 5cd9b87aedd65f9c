import type {Mau08IssueCode} from '../../model/mau-08-words.ts'

/** Something that keeps the report from being sent (error) or that its signer must know (warning). */
export interface Mau08Issue {
  severity: 'error' | 'warning'
  code: Mau08IssueCode
  /** System, absent for parts 1 and 2. */
  system?: {id: string; name: string}
  /** "(7)" for a column of table 3, "1.c3" for a counter, "2.b(3)" for an item of part 2. */
  column: string
  values: Record<string, string>
}
