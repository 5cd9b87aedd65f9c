const units: [RegExp, number][] = [
  [/^(us|usec|µs|μs)$/, 1e-6],
  [/^(ms|msec)$/, 1e-3],
  [/^(s|sec|seconds?)?$/, 1],
  [/^(m|min|minutes?)$/, 60],
  [/^(h|hr|hours?)$/, 3600],
  [/^(d|days?)$/, 86_400],
  [/^(w|weeks?)$/, 604_800],
  [/^(M|months?)$/, 2_629_800],
  [/^(y|years?)$/, 31_557_600],
]

/** Seconds of a time span of systemd.time(7): `90`, `5min 20s`, `1month`, `2h30min`; Infinity for "infinity". */
export function parseTimeSpan(text: string): number | undefined {
  const words = text.trim().slice(0, 200)
  if (words === 'infinity') return Number.POSITIVE_INFINITY
  let seconds = 0
  let rest = words
  while (rest !== '') {
    const part = /^(\d{1,12}(?:\.\d{1,6})?)\s*([a-zµμ]*)\s*/iu.exec(rest)
    if (!part) return undefined
    const unit = units.find(([pattern]) => pattern.test(part[2] ?? ''))
    if (!unit) return undefined
    seconds += Number(part[1]) * unit[1]
    rest = rest.slice(part[0].length)
  }
  return words === '' ? undefined : seconds
}
