export interface Unit {
  /** Without its suffix. */
  name: string
  type: 'service' | 'socket'
  /** "loaded", "masked", "not-found", "error", "bad-setting" ... */
  load: string
  /** "active", "inactive", "failed", "activating" ... */
  active: string
  sub: string
}

/**
 * Rows of `systemctl list-units --type=service,socket --all --plain --no-legend`: unit, load, active, sub, description.
 * `odd` counts rows that are none, as when the output was cut off.
 */
export function parseUnits(text: string): {units: Unit[]; odd: number} {
  const units: Unit[] = []
  let odd = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    // Old versions mark failed units with a bullet even in plain output.
    const [unit = '', load = '', active = '', sub = ''] = line
      .slice(0, 2000)
      .replace(/^\s*[●○×↻*]?\s+|^[●○×↻*]/u, '')
      .split(/\s+/)
    const dot = unit.lastIndexOf('.')
    const type = unit.slice(dot + 1)
    if (dot <= 0 || (type !== 'service' && type !== 'socket') || sub === '' || !/^[a-z-]+$/.test(active)) {
      odd++
      continue
    }
    units.push({name: unit.slice(0, dot), type, load, active, sub})
  }
  return {units, odd}
}
