/** Default runlevel out of /etc/inittab, the line `id:2:initdefault:`. */
export function parseDefaultRunlevel(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, level, action] = line.slice(0, 200).split(':')
    if (!line.startsWith('#') && action === 'initdefault' && /^[2-5]$/.test(level ?? '')) return level
  }
  return undefined
}

/** Services that a folder such as /etc/rc2.d starts, out of its names: `S02cron` is cron. */
export function parseStartLinks(names: readonly string[]): string[] {
  return names.flatMap((name) => /^S\d\d(.+)$/.exec(name)?.[1] ?? [])
}

/** Daemon and pid file that an init script names: `DAEMON=/usr/sbin/cron`, `PIDFILE=...`, `# processname: crond`, `# pidfile: ...`. */
export function parseInitScript(text: string): {daemon?: string; pidfile?: string} {
  const found: {daemon?: string; pidfile?: string} = {}
  for (const line of text.split('\n')) {
    if (line.length > 1000) continue
    const daemon = /^(?:DAEMON=|# processname:\s*)["']?([\w./+-]+)["']?\s*$/.exec(line)?.[1]
    if (daemon) found.daemon ??= daemon.slice(daemon.lastIndexOf('/') + 1)
    found.pidfile ??= /^(?:PIDFILE=|# pidfile:\s*)["']?(\/[\w./+-]+)["']?\s*$/.exec(line)?.[1]
  }
  return found
}
