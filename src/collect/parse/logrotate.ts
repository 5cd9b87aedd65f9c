export interface Rotation {
  files: string[]
  /** Days a record is kept at least; undefined when size or nothing sets the time. */
  keptDays?: number
}

interface Settings {
  periodDays?: number
  rotate?: number
  maxageDays?: number
  bySize: boolean
}

const periods: Record<string, number> = {hourly: 1 / 24, daily: 1, weekly: 7, monthly: 28, yearly: 365}

/**
 * Blocks of logrotate.conf(5): file patterns, `{`, directives a line, `}`. Directives outside of a block are the defaults of
 * the blocks after them; `defaults` carries them into an included file.
 */
export function parseLogrotate(
  text: string,
  defaults: Settings = {bySize: false},
): {rotations: Rotation[]; defaults: Settings; includes: string[]} {
  let general = {...defaults}
  let block: Settings | undefined
  let files: string[] = []
  let inScript = false
  const rotations: Rotation[] = []
  const includes: string[] = []
  for (const raw of text.replaceAll('{', '{\n').split('\n')) {
    let line = raw.slice(0, 4000).trim()
    if (line === '' || line.startsWith('#')) continue
    if (inScript) {
      inScript = line !== 'endscript'
      continue
    }
    const closes = line === '}'
    const opens = line.endsWith('{')
    if (opens) line = line.slice(0, -1).trim()
    if (/^["/]/.test(line) && !block) files.push(...[...line.matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''))
    if (opens) block = {...general}
    else if (closes) {
      if (block) rotations.push({files, ...keptFor(block)})
      block = undefined
      files = []
    } else if (/^(?:pre|post|first|last)(?:rotate|action)$|^preremove$/.test(line)) inScript = true
    else if (block) read(line, block)
    else if (line.startsWith('include ')) includes.push(line.slice(8).trim())
    else {
      general = {...general}
      read(line, general)
    }
  }
  return {rotations, defaults: general, includes}
}

function read(line: string, settings: Settings) {
  const [word = '', value = ''] = line.split(/[\s=]+/)
  const period = periods[word]
  if (period !== undefined) {
    settings.periodDays = period
    settings.bySize = false
  } else if (word === 'rotate' && /^-?\d{1,5}$/.test(value)) settings.rotate = Number(value)
  else if (word === 'maxage' && /^\d{1,5}$/.test(value)) settings.maxageDays = Number(value)
  // Size alone, or size before the time has come, may throw a record away early; minsize only waits longer.
  else if (word === 'size' || word === 'maxsize') settings.bySize = true
}

function keptFor({periodDays, rotate, maxageDays, bySize}: Settings): {keptDays?: number} {
  if (bySize || periodDays === undefined || rotate === undefined) return {}
  const byCount = rotate < 0 ? Number.POSITIVE_INFINITY : rotate * periodDays
  const kept = Math.min(byCount, maxageDays ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(kept) ? {keptDays: kept} : {}
}
