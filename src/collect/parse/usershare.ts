/** A share made with `net usershare add`: name, whether guests may come in, and whether anybody may write. */
export function parseUsershare(text: string, file: string): {name: string; guests: boolean; writable: boolean} | undefined {
  if (!text.startsWith('#VERSION ')) return undefined
  const settings = new Map<string, string>()
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=')
    if (equals > 0 && line.length < 8000) settings.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim())
  }
  if (!settings.has('path')) return undefined
  return {
    name: (settings.get('sharename') || file).normalize('NFC'),
    guests: settings.get('guest_ok')?.toLowerCase() === 'y',
    writable: /:F\s*(,|$)/i.test(settings.get('usershare_acl') ?? ''),
  }
}
