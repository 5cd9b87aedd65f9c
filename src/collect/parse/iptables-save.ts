import type {Action, Condition, FilterChain, FilterRule} from './packet-filter.ts'

/**
 * Chains of the table `filter` out of `iptables-save` or `ip6tables-save`: `*filter`, `:INPUT DROP [0:0]`, `-A INPUT -i lo
 * -j ACCEPT`, `COMMIT`. Nothing at all means that no table is loaded; undefined when a table does not end in COMMIT.
 */
export function parseIptablesSave(text: string, family: 'ip' | 'ip6'): FilterChain[] | undefined {
  const chains = new Map<string, FilterChain>()
  let table = ''
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 4000).trim()
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('*')) table = line.slice(1)
    else if (line === 'COMMIT') table = ''
    else if (table === 'filter' && line.startsWith(':')) readChain(line, family, chains)
    else if (table === 'filter') {
      const words = splitWords(line)
      if (words[0] === '-A') chains.get(words[1] ?? '')?.rules.push(readRule(words.slice(2)))
    }
  }
  return table === '' ? [...chains.values()] : undefined
}

const hooks: Record<string, string> = {INPUT: 'input', FORWARD: 'forward', OUTPUT: 'output'}

function readChain(line: string, family: 'ip' | 'ip6', chains: Map<string, FilterChain>) {
  const [name = '', policy] = line.slice(1).split(/\s+/)
  const hook = hooks[name]
  chains.set(name, {
    family,
    table: 'filter',
    name,
    ...(hook ? {hook} : {}),
    ...(policy === 'DROP' ? {policy: 'drop' as const} : policy === 'ACCEPT' ? {policy: 'accept' as const} : {}),
    rules: [],
  })
}

function splitWords(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}

function readRule(words: readonly string[]): FilterRule {
  const rule: FilterRule = {conditions: [], log: false}
  let not = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '!') {
      not = true
      continue
    }
    const value = words[at + 1] ?? ''
    switch (word) {
      case '-j':
      case '-g': {
        at++
        const action = readTarget(value, word === '-g')
        if (action) rule.action = action
        rule.log ||= value === 'LOG' || value === 'NFLOG' || value === 'ULOG'
        // The rest are options of the target.
        return rule
      }
      case '-m':
        at++
        break
      case '--comment':
        at++
        break
      default: {
        const condition = readCondition(word, value, not)
        if (condition) rule.conditions.push(condition)
        if (words[at + 1] !== undefined && !value.startsWith('-') && value !== '!') at++
      }
    }
    not = false
  }
  return rule
}

function readTarget(target: string, isGoto: boolean): Action | undefined {
  if (target === 'ACCEPT') return {kind: 'accept'}
  if (target === 'DROP' || target === 'REJECT' || target === 'TARPIT') return {kind: 'drop'}
  if (target === 'RETURN') return {kind: 'return'}
  if (['LOG', 'NFLOG', 'ULOG', 'MARK', 'CONNMARK', 'TRACE', 'AUDIT', 'SET'].includes(target)) return undefined
  return {kind: isGoto ? 'goto' : 'jump', target}
}

function readCondition(word: string, value: string, not: boolean): Condition | undefined {
  switch (word) {
    case '-i':
      return {kind: 'interface', names: [value], not}
    case '-p':
      return {kind: 'protocol', names: [value], not}
    case '--ctstate':
    case '--state':
      return {kind: 'state', states: value.toLowerCase().split(','), not}
    case '--dport':
    case '--dports':
    case '--destination-port':
      return {
        kind: 'port',
        not,
        ranges: value.split(',').map((range): [number, number] => {
          const [from = '', to = from] = range.split(':')
          return [Number(from || 0), Number(to || 65_535)]
        }),
      }
    case '-s':
    case '--src-range':
    case '--mac-source':
      return {kind: 'source', not}
    case '--dst-type':
      // Everything that input chains see is meant for an address of this machine.
      return {kind: value.split(',').includes('LOCAL') ? 'always' : 'source', not}
    default:
      return word.startsWith('-') ? {kind: 'other', not} : undefined
  }
}
