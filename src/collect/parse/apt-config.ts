/** Settings of `apt-config dump`, lines `Name::Of::Setting "value";`: a list gives one value per entry under its name without the ending "::". */
export function parseAptConfig(text: string): Map<string, string[]> {
  const settings = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    if (line.length > 4000) continue
    const space = line.indexOf(' ')
    if (space <= 0 || !line.endsWith('";') || line[space + 1] !== '"') continue
    const name = line.slice(0, space).replace(/::$/, '').toLowerCase()
    const value = line.slice(space + 2, -2)
    if (value === '') continue
    const values = settings.get(name)
    if (values) values.push(value)
    else settings.set(name, [value])
  }
  return settings
}

/** Seconds, minutes, hours, days or "always" of APT::Periodic: true when it happens at all. */
export function isAptPeriod(value: string | undefined): boolean {
  return value !== undefined && (value === 'always' || Number.parseInt(value, 10) > 0)
}
