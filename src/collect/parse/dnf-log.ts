/** Moment of the last package that dnf upgraded, from dnf.rpm.log: `2024-05-01T12:00:00+0700 SUBDEBUG Upgrade: bash-5.2.26-1.fc39.x86_64`. */
export function lastDnfUpgrade(text: string): string | undefined {
  let last: number | undefined
  for (const line of text.split('\n')) {
    if (line.length > 1000 || !/ Upgraded?: /.test(line)) continue
    const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:Z|([+-]\d\d):?(\d\d)) [A-Z]+ Upgraded?: /.exec(line)
    const time = match ? Date.parse(`${match[1]}${match[2] ? `${match[2]}:${match[3]}` : 'Z'}`) : Number.NaN
    if (Number.isFinite(time)) last = Math.max(last ?? 0, time)
  }
  return last === undefined ? undefined : new Date(last).toISOString()
}
