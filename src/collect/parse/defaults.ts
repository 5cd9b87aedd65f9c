/** Flat settings of `defaults read <domain>` of macOS: `key = value;` lines between braces; nested ones are left out. */
export function parseDefaults(text: string): Map<string, string> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  const settings = new Map<string, string>()
  let depth = 0
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 2000).trim()
    const found = depth === 1 ? /^"?([\w.-]+)"? = "?([^"({]*)"?;$/.exec(line) : null
    if (found?.[1]) settings.set(found[1], found[2] ?? '')
    if (/[({]$/.test(line)) depth += 1
    if (/^[)}]/.test(line)) depth -= 1
  }
  return settings
}
