/** What `secedit /export` wrote: sections of "name = value", the same in every language. Undefined when it is no such file. */
export function parseSecedit(text: string): Map<string, Map<string, string>> | undefined {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const name = /^\[(.+)\]\s*$/.exec(line)?.[1]
    if (name !== undefined) {
      section = sections.get(name) ?? new Map()
      sections.set(name, section)
      continue
    }
    const at = line.indexOf('=')
    if (section && at > 0) section.set(line.slice(0, at).trim(), line.slice(at + 1).trim())
  }
  return sections.has('System Access') ? sections : undefined
}
