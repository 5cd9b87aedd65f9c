/** JSON with sorted keys, so that equal values give equal bytes; arrays keep their order. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, inner: unknown) => sortKeys(inner), indent)
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
