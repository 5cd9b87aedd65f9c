import type {LogTarget} from './syslog-target.ts'

export interface RsyslogConf {
  targets: LogTarget[]
  /** Patterns of `$IncludeConfig` and `include(file="...")`. */
  includes: string[]
  /** Files that get the records of auth and authpriv. */
  securityFiles: string[]
}

/** Actions of rsyslog that send records to another machine. */
const remoteModules = ['omfwd', 'omrelp', 'omelasticsearch', 'omkafka', 'omhttp', 'omgssapi', 'omazureeventhubs', 'omamqp1', 'ommqtt']

/**
 * rsyslog.conf(5): selector lines (`auth,authpriv.* /var/log/auth.log`, `*.* @@host:514`) and RainerScript
 * (`action(type="omfwd" target="host" port="514" ...)`), which stands for all records unless it is inside a condition.
 */
export function parseRsyslogConf(text: string): RsyslogConf {
  const found: RsyslogConf = {targets: [], includes: [], securityFiles: []}
  let selector: LogTarget['scope'] | undefined
  for (const {line, depth} of joinLines(text)) {
    const include = /^\$IncludeConfig\s+(\S+)/i.exec(line)?.[1] ?? /^include\s*\(.{0,200}?file\s*=\s*"([^"]+)"/i.exec(line)?.[1]
    if (include) {
      found.includes.push(include)
      continue
    }
    // "& action" goes with the selector above it.
    const selected = line.startsWith('&') ? selector : readSelector(line)
    const isConditional = depth > 0 || /^(?:if|else|call|ruleset|:\w)/i.test(line)
    const scope = isConditional ? 'conditional' : (selected ?? 'security')
    if (selected) selector = selected
    for (const [, body = ''] of line.matchAll(/\baction\s*\(([^)]{0,4000})\)/gi)) {
      const type = parameter(body, 'type')?.toLowerCase() ?? ''
      const host = parameter(body, 'target') ?? parameter(body, 'server') ?? parameter(body, 'broker') ?? parameter(body, 'host')
      const port = parameter(body, 'port') ?? parameter(body, 'serverport')
      if (remoteModules.includes(type)) found.targets.push({address: host ? (port ? `${host}:${port}` : host) : type, scope})
      const file = parameter(body, 'file')
      if (type === 'omfile' && file && scope !== 'other') found.securityFiles.push(file)
    }
    const legacy = /(?:^|\s)(?:@@?(?:\([^)]{0,40}\))?|:omrelp:)(\[[0-9A-Fa-f:]+\]|[\w.-]+)(?::(\d{1,5}))?(?:;|\s|$)/.exec(line)
    if (legacy && (selected || isConditional))
      found.targets.push({address: legacy[2] ? `${legacy[1]}:${legacy[2]}` : (legacy[1] ?? ''), scope})
    const file = selected === 'security' ? /\s-?(\/[^\s;]+)(?:;\S*)?\s*$/.exec(line)?.[1] : undefined
    if (file) found.securityFiles.push(file)
  }
  return found
}

interface Line {
  line: string
  depth: number
}

/** Lines without comments, brackets and continued lines put together, each with how many `{` are open before it. */
function joinLines(text: string): Line[] {
  const lines: Line[] = []
  let depth = 0
  let brackets = 0
  let parts: string[] = []
  for (const raw of text.split('\n')) {
    const line = raw
      .slice(0, 4000)
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
    if (line === '' && parts.length === 0) continue
    const continues = line.endsWith('\\')
    parts.push(continues ? line.slice(0, -1) : line)
    brackets += count(line, '(') - count(line, ')')
    // A bracket that is never closed must not swallow the rest of the file.
    if (parts.length < 200 && (continues || brackets > 0)) continue
    const whole = parts.join(' ').slice(0, 20_000)
    lines.push({line: whole, depth})
    depth = Math.max(0, depth + count(whole, '{') - count(whole, '}'))
    brackets = 0
    parts = []
  }
  if (parts.length > 0) lines.push({line: parts.join(' ').slice(0, 20_000), depth})
  return lines
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1
}

function parameter(body: string, name: string): string | undefined {
  return new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*"([^"]{0,400})"`, 'i').exec(body)?.[1]
}

/**
 * What a selector such as `*.*;auth,authpriv.none` takes of auth and authpriv: a successful log-in has priority info, so a
 * selector of warnings only does not carry it.
 */
function readSelector(line: string): 'security' | 'other' | undefined {
  const selector = /^([\w*,.;=!]+)\s/.exec(line)?.[1]
  if (!selector?.includes('.')) return undefined
  let takes = false
  for (const part of selector.split(';')) {
    const dot = part.lastIndexOf('.')
    const facilities = part.slice(0, dot).toLowerCase().split(',')
    const priority = part.slice(dot + 1).toLowerCase()
    if (!facilities.some((facility) => facility === '*' || facility === 'auth' || facility === 'authpriv')) continue
    if (priority === 'none' || priority.startsWith('!')) takes = false
    else if (['*', 'debug', 'info'].includes(priority)) takes = true
  }
  return takes ? 'security' : 'other'
}
