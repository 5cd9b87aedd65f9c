/** The same fields; those that may be undefined are optional instead. */
export type Present<T> = {[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>} & {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
}

/** A copy without the fields that are undefined: an absent field was not seen. */
export function present<T extends object>(value: T): Present<T> {
  const kept: Record<string, unknown> = {}
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key]
  return kept as Present<T>
}
