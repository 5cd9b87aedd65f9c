import {parsePlist, plistDict, plistText} from './plist.ts'

export interface MacApp {
  name: string
  version: string
  publisher?: string
  path?: string
}

/** Applications of `system_profiler -xml SPApplicationsDataType`; undefined when the output is not such a list. */
export function parseMacApps(text: string): {apps: MacApp[]; nameless: number} | undefined {
  const root = parsePlist(text)
  const entries = Array.isArray(root) ? plistDict(root[0])['_items'] : undefined
  if (!Array.isArray(entries)) return undefined
  const apps: MacApp[] = []
  let nameless = 0
  for (const entry of entries.map(plistDict)) {
    const name = plistText(entry['_name'])
    if (name === undefined) {
      nameless += 1
      continue
    }
    const publisher = publisherOf(entry)
    const path = plistText(entry['path'])
    apps.push({name, version: plistText(entry['version']) ?? '', ...(publisher ? {publisher} : {}), ...(path ? {path} : {})})
  }
  return {apps, nameless}
}

function publisherOf(entry: ReturnType<typeof plistDict>): string | undefined {
  if (entry['obtained_from'] === 'apple') return 'Apple'
  const [signer] = Array.isArray(entry['signed_by']) ? entry['signed_by'] : []
  const words = plistText(signer)
  if (!words?.startsWith('Developer ID Application: ')) return undefined
  return words.slice('Developer ID Application: '.length).replace(/ \([A-Z0-9]{10}\)$/, '')
}
