/** Record of a daemon that OpenRC started, `/run/openrc/daemons/<service>/001`: lines like `exec=/usr/sbin/sshd`, `pidfile=/run/sshd.pid`. */
export function parseOpenrcDaemon(text: string): {exec?: string; pidfile?: string} {
  const found: {exec?: string; pidfile?: string} = {}
  for (const line of text.split('\n')) {
    if (line.startsWith('exec=') && line.length > 5) found.exec = line.slice(5, 4096).trim()
    if (line.startsWith('pidfile=') && line.length > 8) found.pidfile = line.slice(8, 4096).trim()
  }
  return found
}
