/** Default of one key of a *.gschema.xml file as GVariant text: `<default>300</default>` -> "300". */
export function parseGschemaDefault(text: string, schema: string, key: string): string | undefined {
  const body = cutSchema(text, schema)
  if (body === undefined) return undefined
  const keyAt = body.search(new RegExp(`<key\\s[^>]{0,400}\\bname="${escapeText(key)}"`))
  if (keyAt < 0) return undefined
  const keyEnd = body.indexOf('</key>', keyAt)
  const found = /<default[^>]{0,200}>([^<]{0,2000})<\/default>/.exec(body.slice(keyAt, keyEnd < 0 ? undefined : keyEnd))
  return found?.[1]?.trim()
}

/** Path under which dconf keeps the keys of a schema, without slashes at the ends: "org/mate/desktop/session". */
export function parseGschemaPath(text: string, schema: string): string | undefined {
  const path = /\bpath="\/([^"]{0,200})\/"/.exec(cutSchema(text, schema)?.split('>')[0] ?? '')
  return path?.[1]
}

function cutSchema(text: string, schema: string): string | undefined {
  const at = text.search(new RegExp(`<schema\\s[^>]{0,400}\\bid="${escapeText(schema)}"`))
  if (at < 0) return undefined
  const end = text.indexOf('</schema>', at)
  return text.slice(at, end < 0 ? undefined : end)
}

function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** A boolean or number in GVariant text, type annotation left out: "uint32 300" -> 300, "true" -> true. */
export function parseGvariant(text: string): boolean | number | undefined {
  const value = text.replace(/^(?:@?[a-z]\w*)\s+(?=\S)/, '').trim()
  if (value === 'true' || value === 'false') return value === 'true'
  return /^-?\d{1,12}$/.test(value) ? Number(value) : undefined
}
