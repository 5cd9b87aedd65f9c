export interface ApkPackage {
  name: string
  version: string
  arch: string
}

/** Packages of /lib/apk/db/installed: paragraphs of `P:` name, `V:` version, `A:` architecture. */
export function parseApkInstalled(text: string): {packages: ApkPackage[]; nameless: number} {
  const packages: ApkPackage[] = []
  let nameless = 0
  for (const paragraph of text.split(/\n\n+/)) {
    const fields = new Map<string, string>()
    for (const line of paragraph.split('\n'))
      if (line[1] === ':' && 'PVA'.includes(line[0] ?? '?'))
        fields.set(line[0] ?? '', line.slice(2, 302).replaceAll('\0', '').trim().normalize('NFC'))
    const version = fields.get('V')
    if (version === undefined) continue
    const name = fields.get('P') ?? ''
    if (name === '') nameless += 1
    else packages.push({name, version, arch: fields.get('A') ?? ''})
  }
  return {packages, nameless}
}

/** Names that `apk version -l '<'` lists as older than the index: one `name-1.2-r0 < 1.3-r0` a line after a heading. */
export function parseApkOutdated(text: string): string[] | undefined {
  const [heading = '', ...lines] = text.split('\n')
  if (!heading.startsWith('Installed:')) return undefined
  return lines.filter((line) => line.length < 1000 && line.includes(' < ')).map((line) => line.slice(0, line.indexOf(' ')))
}
