import {z} from 'zod'

const registry = z.object({
  addons: z.array(
    z.object({id: z.string(), version: z.string().nullish(), type: z.string().nullish(), location: z.string().nullish()}).or(z.unknown()),
  ),
})
const addon = z.object({
  id: z.string().min(1).max(200),
  version: z.string().max(60).nullish(),
  type: z.literal('extension'),
  location: z.string(),
})

/** Extensions that were added to a Firefox profile, from its extensions.json; what Firefox brings itself is left out. Undefined when the file is not such a registry. */
export function parseFirefoxExtensions(text: string): {id: string; version?: string}[] | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = registry.safeParse(json)
  if (!parsed.success) return undefined
  return parsed.data.addons.flatMap((entry) => {
    const one = addon.safeParse(entry)
    if (!one.success || one.data.location.startsWith('app-builtin') || one.data.location.startsWith('app-system')) return []
    return [{id: one.data.id.normalize('NFC'), ...(one.data.version ? {version: one.data.version} : {})}]
  })
}
