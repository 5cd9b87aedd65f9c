/** Settings of files that a shell reads, such as /etc/ufw/ufw.conf and /etc/default/ufw: `NAME=value` or `NAME="value"`; the last one counts. */
export function parseShellVars(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 4000).trim()
    const equals = line.indexOf('=')
    const name = line.slice(0, equals).replace(/^export\s+/, '')
    if (equals <= 0 || !/^\w+$/.test(name)) continue
    const value = line.slice(equals + 1).trim()
    const quoted = /^"([^"]*)"|^'([^']*)'/.exec(value)
    found.set(name, quoted ? (quoted[1] ?? quoted[2] ?? '') : (value.split(/\s+#/)[0] ?? ''))
  }
  return found
}
