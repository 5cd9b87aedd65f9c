import type {LogTarget} from './syslog-target.ts'

export interface SyslogNgConf {
  targets: LogTarget[]
  /** Patterns of `@include "..."`; "scl.conf" is the library of the product. */
  includes: string[]
  files: string[]
}

/** Drivers that send records to another machine. */
const remoteDrivers = [
  'network',
  'syslog',
  'tcp',
  'tcp6',
  'udp',
  'udp6',
  'http',
  'elasticsearch-http',
  'kafka',
  'kafka-c',
  'loggly',
  'splunk-hec-event',
  'splunk-hec-raw',
  'graylog2',
  'loki',
]

/**
 * syslog-ng.conf(5): `destination d_x { network("host" port(6514) transport("tls")); };` counts once a `log { ... }` path uses
 * it, and carries security records for sure when that path has no filter.
 */
export function parseSyslogNgConf(text: string): SyslogNgConf {
  const found: SyslogNgConf = {targets: [], includes: [], files: []}
  const body = text
    .slice(0, 2_000_000)
    .split('\n')
    .map((line) => line.slice(0, 4000).replace(/(?:^|\s)#.*$/, ''))
    .join('\n')
  for (const [, pattern = ''] of body.matchAll(/^\s*@include\s+"([^"\n]{1,400})"/gm))
    if (pattern !== 'scl.conf') found.includes.push(pattern)
  const destinations = new Map<string, {addresses: string[]; files: string[]}>()
  for (const {name, block} of readBlocks(body, 'destination')) destinations.set(name, readDestination(block))
  for (const {block} of readBlocks(body, 'log')) {
    const scope = /\b(?:filter|junction|if)\b/.test(block) ? 'conditional' : 'security'
    for (const [, name = ''] of block.matchAll(/\bdestination\s*\(\s*"?([\w.-]{1,100})"?\s*\)/g)) {
      const destination = destinations.get(name)
      for (const address of destination?.addresses ?? []) found.targets.push({address, scope})
      found.files.push(...(destination?.files ?? []))
    }
  }
  return found
}

function readDestination(block: string): {addresses: string[]; files: string[]} {
  const found: {addresses: string[]; files: string[]} = {addresses: [], files: []}
  for (const [, driver = '', first = ''] of block.matchAll(/\b([a-z][\w-]{1,30})\s*\(\s*"?([^"\s();]{0,400})/g)) {
    if (driver === 'file') found.files.push(first)
    if (!remoteDrivers.includes(driver)) continue
    const port = /\bport\s*\(\s*"?(\d{1,5})/.exec(block)?.[1]
    const host = /\bserver\s*\(\s*"([^"]{1,200})"/.exec(block)?.[1] ?? /\burl\s*\(\s*"([^"]{1,200})"/.exec(block)?.[1] ?? first
    found.addresses.push(port ? `${host}:${port}` : host || driver)
  }
  return found
}

/** Blocks `<keyword> name { ... };` with their braces matched. */
function readBlocks(text: string, keyword: string): {name: string; block: string}[] {
  const blocks: {name: string; block: string}[] = []
  const start = new RegExp(`(?:^|[;}\\n])[ \\t]*${keyword}[ \\t]*([\\w.-]{0,100})[ \\t\\n]*\\{`, 'g')
  for (const match of text.matchAll(start)) {
    let depth = 1
    let at = match.index + match[0].length
    const from = at
    while (at < text.length && at - from < 20_000 && depth > 0) {
      if (text[at] === '{') depth++
      if (text[at] === '}') depth--
      at++
    }
    blocks.push({name: match[1] ?? '', block: text.slice(from, at)})
  }
  return blocks
}
