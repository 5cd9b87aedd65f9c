import type {ScanRules} from '../../model/scan-rules.ts'

export interface ScanOrder {
  rules: ScanRules
  /** Raw sockets and UDP need administrator rights. */
  elevated: boolean
  /** CIDR ranges, checked. */
  ranges: readonly string[]
  /** Addresses that must not be reached. */
  exclude: readonly string[]
  rate?: number | undefined
  file: string
}

/** Arguments of nmap for one scan: no name lookup, known ports, harmless scripts, a limited rate. */
export function nmapArgs({rules, elevated, ranges, exclude, rate, file}: ScanOrder): string[] {
  const list = (groups: readonly {ports: readonly number[]}[]) =>
    [...new Set(groups.flatMap(({ports}) => ports))].sort((a, b) => a - b).join(',')
  const udp = elevated && rules.udp.length > 0
  return [
    '-n',
    ...(elevated ? ['-sS', ...(udp ? ['-sU'] : []), '-O', '--osscan-limit'] : ['-sT']),
    '-sV',
    '--version-light',
    '-p',
    `T:${list(rules.tcp)}${udp ? `,U:${list(rules.udp)}` : ''}`,
    ...(rules.scripts.length > 0 ? ['--script', rules.scripts.join(',')] : []),
    '--max-rate',
    String(rate ?? rules.maxRate),
    '--max-retries',
    '2',
    '--host-timeout',
    `${rules.hostTimeoutMinutes}m`,
    ...(exclude.length > 0 ? ['--exclude', exclude.join(',')] : []),
    '-oX',
    file,
    ...ranges,
  ]
}
