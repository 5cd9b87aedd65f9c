/**
 * One condition of a rule, as far as it can be judged for a stranger's packet. "source" names where he would have to come
 * from, which never fits; "always" fits every packet meant for this machine; "other" cannot be told.
 */
export type Condition = {not: boolean} & (
  | {kind: 'interface'; names: string[]}
  | {kind: 'state'; states: string[]}
  | {kind: 'port'; ranges: [number, number][]; protocol?: Protocol}
  | {kind: 'protocol'; names: string[]}
  | {kind: 'family'; family: 'ip' | 'ip6'}
  | {kind: 'source' | 'always' | 'other'}
)

export type Protocol = 'tcp' | 'udp'

export type Action = {kind: 'accept' | 'drop' | 'return'} | {kind: 'jump' | 'goto'; target: string}

export interface FilterRule {
  conditions: Condition[]
  action?: Action
  log: boolean
}

export interface FilterChain {
  family: 'ip' | 'ip6' | 'inet'
  table: string
  name: string
  /** Set for a chain that the kernel itself calls. */
  hook?: string
  policy?: 'accept' | 'drop'
  rules: FilterRule[]
}

/** A port that no service is known to use and every wide-open range holds. */
const strangePort = 47_001
const maxDepth = 32

/** Whose way through the chains is followed. */
interface Packet {
  family: 'ip' | 'ip6'
  adapter: string
  protocol: Protocol
}

/**
 * What happens to a stranger's packet that comes in: the first one over TCP or UDP from another network, over the adapter, to a
 * port nobody opened on purpose. It passes only if every input chain of its family lets it pass; one of the two is enough.
 */
export function judgeInput(chains: readonly FilterChain[], family: 'ip' | 'ip6', adapter: string): 'allow' | 'deny' {
  const inputs = chains.filter((chain) => chain.hook === 'input' && (chain.family === family || chain.family === 'inet'))
  const isShut = (protocol: Protocol) =>
    inputs
      .map((chain) => walk(chains, chain, {family, adapter, protocol}, 0) ?? (chain.policy === 'drop' ? 'deny' : 'allow'))
      .includes('deny')
  return isShut('tcp') && isShut('udp') ? 'deny' : 'allow'
}

/** Follows one chain; undefined when the packet falls out at its end. */
function walk(chains: readonly FilterChain[], chain: FilterChain, packet: Packet, depth: number): 'allow' | 'deny' | undefined {
  if (depth > maxDepth) return undefined
  let mayLeave = false
  for (const rule of chain.rules) {
    if (!rule.action) continue
    const answers = rule.conditions.map((condition) => holds(condition, packet))
    if (answers.includes(false)) continue
    const unsure = answers.includes(undefined)
    switch (rule.action.kind) {
      // What only may hold lets nobody in and keeps nobody out ...
      case 'accept':
        if (!unsure) return 'allow'
        break
      case 'drop':
        // ... and where the packet may have left this chain before, the rest of it shuts nobody out for certain.
        if (!unsure) return mayLeave ? undefined : 'deny'
        break
      case 'return':
        if (!unsure) return undefined
        mayLeave = true
        break
      default: {
        const {kind, target} = rule.action
        if (unsure) break
        const next = chains.find((one) => one.name === target && one.table === chain.table && one.family === chain.family)
        const verdict = next && walk(chains, next, packet, depth + 1)
        if (verdict) return mayLeave && verdict === 'deny' ? undefined : verdict
        // After a goto the packet does not come back to this chain.
        if (kind === 'goto') return undefined
      }
    }
  }
  return undefined
}

function holds(condition: Condition, packet: Packet): boolean | undefined {
  return condition.kind === 'other' ? undefined : isTrue(condition, packet) !== condition.not
}

function isTrue(condition: Condition, {family, adapter, protocol}: Packet): boolean {
  switch (condition.kind) {
    case 'interface':
      return condition.names.some((name) => (/[*+]$/.test(name) ? adapter.startsWith(name.slice(0, -1)) : name === adapter))
    case 'state':
      return condition.states.includes('new')
    case 'port':
      if (condition.protocol && condition.protocol !== protocol) return condition.not
      return condition.ranges.some(([from, to]) => from <= strangePort && strangePort <= to)
    case 'protocol':
      return condition.names.some((name) => name === protocol || name === (protocol === 'tcp' ? '6' : '17') || name === 'all')
    case 'family':
      return condition.family === family
    case 'always':
      return true
    default:
      return false
  }
}

/** Chains that an input chain of the family reaches, itself included. */
export function reachableFromInput(chains: readonly FilterChain[], family: 'ip' | 'ip6'): FilterChain[] {
  const reached = new Set<FilterChain>()
  const waiting = chains.filter((chain) => chain.hook === 'input' && (chain.family === family || chain.family === 'inet'))
  for (let chain = waiting.pop(); chain; chain = waiting.pop()) {
    if (reached.has(chain)) continue
    reached.add(chain)
    for (const {action} of chain.rules) {
      if (action?.kind !== 'jump' && action?.kind !== 'goto') continue
      const {table, family: home} = chain
      const next = chains.find((one) => one.name === action.target && one.table === table && one.family === home)
      if (next) waiting.push(next)
    }
  }
  return [...reached]
}
