export interface PacmanPackage {
  name: string
  version: string
  arch?: string
  /** Seconds since 1970. */
  installedAt?: number
}

/** One `desc` file of /var/lib/pacman/local: `%NAME%` headings, each followed by its lines; undefined when it has no name. */
export function parsePacmanDesc(text: string): PacmanPackage | undefined {
  const fields = new Map<string, string>()
  let heading = ''
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 300).replaceAll('\0', '').trim()
    if (line.startsWith('%') && line.endsWith('%')) heading = line
    else if (line !== '' && heading !== '' && !fields.has(heading)) fields.set(heading, line.normalize('NFC'))
  }
  const name = fields.get('%NAME%')
  const version = fields.get('%VERSION%')
  if (!name || !version) return undefined
  const arch = fields.get('%ARCH%')
  const installed = fields.get('%INSTALLDATE%') ?? ''
  return {name, version, ...(arch ? {arch} : {}), ...(/^[1-9]\d{0,10}$/.test(installed) ? {installedAt: Number(installed)} : {})}
}

/** How many packages `pacman -Qu` lists: `name 1.0-1 -> 1.1-1`, those that are held back end in "[ignored]". */
export function countPacmanUpgrades(text: string): number {
  return text.split('\n').filter((line) => line.length < 1000 && / -> /.test(line)).length
}

/** Moment of the last `[ALPM] upgraded` line of pacman.log, whose lines begin `[2024-05-01T12:00:00+0700]`; older logs without a zone give nothing. */
export function lastPacmanUpgrade(text: string): string | undefined {
  let last: number | undefined
  for (const line of text.split('\n')) {
    if (line.length > 1000 || !line.includes('] [ALPM] upgraded ')) continue
    const time = Date.parse(line.slice(1, line.indexOf(']')).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
    if (Number.isFinite(time) && /^\[\d{4}-\d\d-\d\dT[\d:]+[+-]\d{4}\]/.test(line)) last = Math.max(last ?? 0, time)
  }
  return last === undefined ? undefined : new Date(last).toISOString()
}
