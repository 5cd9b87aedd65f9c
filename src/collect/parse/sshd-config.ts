export interface SshdDirective {
  /** Lower case. */
  keyword: string
  value: string
  /** "match": inside a Match block that may apply to somebody; "all": inside `Match all`. */
  scope: 'global' | 'match' | 'all'
}

/**
 * Lines of sshd_config(5) in order: keyword, blanks or `=`, arguments; `#` begins a comment. Also reads `sshd -T`, which
 * prints the same shape in lower case. `Include` is a line like any other: the caller reads the files it names.
 */
export function parseSshdConfig(text: string, scope: SshdDirective['scope'] = 'global'): SshdDirective[] {
  const directives: SshdDirective[] = []
  let current = scope
  for (const raw of text.split('\n')) {
    if (raw.length > 8000) continue
    const line = stripComment(raw).trim()
    const end = line.search(/[\s=]/)
    if (end <= 0) continue
    const keyword = line.slice(0, end).toLowerCase()
    const value = line
      .slice(end)
      .replace(/^\s*=?\s*/, '')
      .replaceAll('"', '')
      .trim()
    if (keyword === 'match') current = value.toLowerCase() === 'all' ? 'all' : 'match'
    directives.push({keyword, value, scope: current})
  }
  return directives
}

function stripComment(line: string): string {
  const at = line.search(/(?:^|\s)#/)
  return at < 0 ? line : line.slice(0, at)
}

/** The value that counts for everybody: the first one, where `Match all` goes before the global part (sshd_config(5)). */
export function firstValue(directives: readonly SshdDirective[], keyword: string): string | undefined {
  const fits = directives.filter((one) => one.keyword === keyword)
  return (fits.find(({scope}) => scope === 'all') ?? fits.find(({scope}) => scope === 'global'))?.value
}

/** Values that Match blocks set for some users or addresses. */
export function matchValues(directives: readonly SshdDirective[], keyword: string): string[] {
  return directives.filter((one) => one.keyword === keyword && one.scope === 'match').map(({value}) => value)
}

/** Seconds of a time of sshd_config(5), "TIME FORMATS": `600`, `10m`, `1h30m`; 0 for "none". */
export function parseSshdTime(text: string): number | undefined {
  if (text.toLowerCase() === 'none') return 0
  if (!/^(?:\d{1,9}[smhdw]?){1,6}$/i.test(text)) return undefined
  const units: Record<string, number> = {s: 1, m: 60, h: 3600, d: 86_400, w: 604_800}
  let seconds = 0
  for (const [, count = '', unit = 's'] of text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g))
    seconds += Number(count) * (units[unit || 's'] ?? 1)
  return seconds
}

/** Seconds after which ChannelTimeout closes an idle shell: pairs such as `session:*=10m`, `session:shell=600`, `global=1h`; 0 for never. */
export function parseChannelTimeout(value: string): number | undefined {
  const seconds: number[] = []
  for (const pair of value.split(/\s+/)) {
    const equals = pair.lastIndexOf('=')
    if (equals < 0) continue
    const type = pair.slice(0, equals).toLowerCase()
    if (!['session', 'session:*', 'session*', 'session:shell', '*', 'global'].includes(type)) continue
    const time = parseSshdTime(pair.slice(equals + 1))
    if (time === undefined) return undefined
    if (time > 0) seconds.push(time)
  }
  return seconds.length > 0 ? Math.min(...seconds) : 0
}

/**
 * Options of a running sshd out of its command line, which sshd keeps in its process title:
 * `sshd: /usr/sbin/sshd -D -oPermitRootLogin=no -f /etc/x [listener] ...`. Words part at NUL or blank.
 */
export function parseSshdArguments(commandLine: string): {config?: string; directives: SshdDirective[]} {
  const words = commandLine.slice(0, 20_000).replaceAll('\0', ' ').split('[listener]')[0]?.split(/\s+/) ?? []
  const found: {config?: string; directives: SshdDirective[]} = {directives: []}
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('-o') && !word.startsWith('-f')) continue
    const argument = word.length > 2 ? word.slice(2) : (words[++at] ?? '')
    if (word.startsWith('-f')) {
      if (argument.startsWith('/')) found.config = argument
    } else found.directives.push(...parseSshdConfig(argument))
  }
  return found
}

/** Version of OpenSSH in what `sshd -V` prints: `OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL ...` (old ones print it above their usage). */
export function parseOpensshVersion(text: string): {major: number; minor: number} | undefined {
  const found = /OpenSSH_(\d{1,3})\.(\d{1,3})/.exec(text.slice(0, 4000))
  return found ? {major: Number(found[1]), minor: Number(found[2])} : undefined
}
