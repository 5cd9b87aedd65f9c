export type Keyfile = Map<string, Map<string, string>>

/**
 * Sections of an INI-like file (GLib keyfile, dconf keyfile, gschema.override, KDE rc, sssd.conf, logind.conf, the
 * configuration of GDM, LightDM and SDDM): the last value of a key counts; lines before a section belong to "".
 */
export function parseKeyfile(text: string): Keyfile {
  const sections: Keyfile = new Map()
  let current = ''
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.startsWith(';') || line.length > 8000) continue
    if (line.startsWith('[') && line.endsWith(']')) {
      current = line.slice(1, -1).trim()
      if (!sections.has(current)) sections.set(current, new Map())
      continue
    }
    const equals = line.indexOf('=')
    if (equals <= 0) continue
    let section = sections.get(current)
    if (!section) {
      section = new Map()
      sections.set(current, section)
    }
    section.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim())
  }
  return sections
}

/** Lays the files over each other in order: a later one overrides single keys of an earlier one. */
export function mergeKeyfiles(files: readonly Keyfile[]): Keyfile {
  const merged: Keyfile = new Map()
  for (const file of files) for (const [name, section] of file) merged.set(name, new Map([...(merged.get(name) ?? []), ...section]))
  return merged
}
