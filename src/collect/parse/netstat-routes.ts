/**
 * Adapters with a default route out of `netstat -rn` of macOS: `default 192.0.2.1 UGScg en0`; routes that are bound to one
 * adapter only (flag I) are not the machine's way out. Undefined when no table was printed.
 */
export function parseNetstatDefaultRoutes(text: string): Set<string> | undefined {
  if (!text.includes('Destination')) return undefined
  const adapters = new Set<string>()
  for (const line of text.split('\n')) {
    const [destination, , flags = '', adapter] = line.slice(0, 400).trim().split(/\s+/)
    if (destination === 'default' && adapter && !flags.includes('I')) adapters.add(adapter)
  }
  return adapters
}
