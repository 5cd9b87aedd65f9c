/**
 * Settings of files like pwquality.conf(5), faillock.conf(5) and pwhistory.conf(5): `name = value` or a bare `name`
 * (value ""), `#` begins a comment.
 */
export function parseKeyValueConf(text: string): Map<string, string> {
  const settings = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (line.length > 4000) continue
    const words = (line.split('#')[0] ?? '').trim()
    if (words === '') continue
    const end = words.search(/[\s=]/)
    const name = end < 0 ? words : words.slice(0, end)
    const value = end < 0 ? '' : words.slice(end).replace(/^[\s=]+/, '')
    if (name !== '') settings.set(name.toLowerCase(), value.trim())
  }
  return settings
}
