import {z} from 'zod'
import {day, wordsUpTo} from './text.ts'

const name = z.string().min(10).max(300)

/** policies/site/visitors.yaml: what the tool calls itself where it asks as another visitor. */
export const visitorNames = z.strictObject({
  checkedOn: day,
  source: wordsUpTo(1000),
  browser: name,
  crawler: name,
  searchVisitor: name,
  searchReferer: z.url(),
})
export type VisitorNames = z.infer<typeof visitorNames>
