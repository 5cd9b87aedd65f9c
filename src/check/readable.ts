const maxItems = 12
const maxText = 300

/** Cuts a value to what a reader of a report can take in; BigInt counts become numbers. */
export function readable(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string') return value.length > maxText ? `${value.slice(0, maxText)}…` : value
  if (typeof value !== 'object' || value === null) return value
  if (depth >= 4) return '…'
  if (Array.isArray(value)) {
    const items: unknown[] = value.slice(0, maxItems).map((item) => readable(item, depth + 1))
    return value.length > maxItems ? [...items, `… +${value.length - maxItems}`] : items
  }
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  return Object.fromEntries(entries.slice(0, maxItems).map(([key, inner]) => [String(key), readable(inner, depth + 1)]))
}
