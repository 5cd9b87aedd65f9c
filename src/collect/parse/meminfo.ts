/** Bytes by name of /proc/meminfo, whose lines are `MemTotal:  16384 kB`. */
export function parseMeminfo(text: string): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const line of text.split('\n')) {
    const match = line.length < 200 ? /^([A-Za-z0-9_()]+):\s+(\d{1,15})(?: kB)?$/.exec(line.trim()) : null
    if (match?.[1]) sizes.set(match[1], Number(match[2]) * 1024)
  }
  return sizes
}
