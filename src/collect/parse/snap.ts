export interface SnapPackage {
  name: string
  version: string
}

/** Name and version of a snap's meta/snap.yaml; undefined when one is missing. */
export function parseSnapYaml(text: string): SnapPackage | undefined {
  const value = (key: string) => {
    const line = text.split('\n', 400).find((line) => line.startsWith(`${key}:`))
    return line
      ?.slice(key.length + 1, 200)
      .replaceAll('\0', '')
      .trim()
      .replace(/^(['"])(.*)\1$/, '$2')
      .normalize('NFC')
  }
  const name = value('name')
  const version = value('version')
  return name && version ? {name, version} : undefined
}
