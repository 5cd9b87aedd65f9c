/** Where a value stands: names of objects, numbers of lists. The document itself is the empty path. */
export type JsonPath = readonly (string | number)[]

/** What to do with a value before it is read: go into it, hand it over whole, or pass over it. */
export type JsonStep = 'enter' | 'take' | 'skip'

/** What a format wants of a JSON file. */
export interface JsonPlan {
  step(path: JsonPath): JsonStep
  take(path: JsonPath, value: unknown): void
  /** Called where what was entered ends; lists of another shape than expected can be told by it. */
  leave?(path: JsonPath): void
  /** After each piece of the file: the place to hand on what is complete. */
  flush?(): Promise<void>
}
