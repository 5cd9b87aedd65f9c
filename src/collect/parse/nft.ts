import type {Condition, FilterChain, FilterRule} from './packet-filter.ts'

type Json = Record<string, unknown>

/**
 * Chains of `nft -j list ruleset`: `{"nftables": [{"metainfo": ...}, {"chain": ...}, {"rule": {"expr": [...]}}]}`, of the
 * families ip, ip6 and inet. Undefined when it is not that. An empty ruleset still prints its metainfo.
 */
export function parseNft(text: string): FilterChain[] | undefined {
  const objects = readObjects(text)
  if (!objects?.some((object) => object['metainfo'])) return undefined
  const chains = new Map<string, FilterChain>()
  const keyOf = (one: Json, name: unknown) => `${one['family']} ${one['table']} ${name}`
  for (const {chain} of objects as {chain?: Json}[]) {
    const family = chain?.['family']
    if (!chain || (family !== 'ip' && family !== 'ip6' && family !== 'inet')) continue
    chains.set(keyOf(chain, chain['name']), {
      family,
      table: String(chain['table']),
      name: String(chain['name']),
      ...(typeof chain['hook'] === 'string' && chain['type'] === 'filter' ? {hook: chain['hook']} : {}),
      ...(chain['policy'] === 'drop' || chain['policy'] === 'accept' ? {policy: chain['policy']} : {}),
      rules: [],
    })
  }
  for (const {rule} of objects as {rule?: Json}[]) {
    const chain = rule && chains.get(keyOf(rule, rule['chain']))
    if (chain && Array.isArray(rule['expr'])) chain.rules.push(...readRule(rule['expr'].filter(isObject)))
  }
  return [...chains.values()]
}

function readObjects(text: string): Json[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    const list = isObject(parsed) ? parsed['nftables'] : undefined
    return Array.isArray(list) ? list.filter(isObject) : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A rule with a verdict map stands for one rule a key, in order. */
function readRule(statements: readonly Json[]): FilterRule[] {
  const rule: FilterRule = {conditions: [], log: false}
  for (const statement of statements) {
    const [name = ''] = Object.keys(statement)
    const body = statement[name]
    switch (name) {
      case 'match':
        rule.conditions.push(isObject(body) ? readMatch(body) : other)
        break
      case 'accept':
      case 'drop':
      case 'return':
        rule.action = {kind: name}
        break
      case 'reject':
        rule.action = {kind: 'drop'}
        break
      case 'jump':
      case 'goto':
        if (isObject(body)) rule.action = {kind: name, target: String(body['target'])}
        break
      case 'vmap':
        return isObject(body) ? readVerdictMap(rule, body) : [rule]
      case 'log':
        rule.log = true
        break
      case 'counter':
      case 'comment':
      case 'mangle':
        break
      case 'xt': {
        // An extension of iptables that nft cannot translate: a target such as REJECT or LOG, or a condition.
        const target = isObject(body) && body['type'] === 'target' ? body['name'] : undefined
        if (target === 'REJECT') rule.action = {kind: 'drop'}
        else if (target === 'LOG' || target === 'NFLOG') rule.log = true
        else rule.conditions.push(other)
        break
      }
      default:
        // Limits, sets and whatever else hold at times: never relied on.
        rule.conditions.push(other)
    }
  }
  return [rule]
}

const other: Condition = {kind: 'other', not: false}

function readVerdictMap(rule: FilterRule, body: Json): FilterRule[] {
  const data = isObject(body['data']) ? body['data']['set'] : undefined
  if (!Array.isArray(data)) return [{...rule, conditions: [...rule.conditions, other]}]
  return data.flatMap((pair: unknown): FilterRule[] => {
    if (!Array.isArray(pair) || !isObject(pair[1])) return []
    const action = readRule([pair[1]])[0]?.action
    return action ? [{...rule, action, conditions: [...rule.conditions, readMatch({op: '==', left: body['key'], right: pair[0]})]}] : []
  })
}

function readMatch(match: Json): Condition {
  const not = match['op'] === '!='
  const left = isObject(match['left']) ? match['left'] : {}
  const values = readValues(match['right'])
  const meta = isObject(left['meta']) ? left['meta']['key'] : undefined
  const ct = isObject(left['ct']) ? left['ct']['key'] : undefined
  const payload = isObject(left['payload']) ? left['payload'] : {}
  const words = values.map(String)
  if (meta === 'iifname' || meta === 'iif') return {kind: 'interface', names: words, not}
  if (meta === 'l4proto' || payload['field'] === 'nexthdr' || (payload['protocol'] === 'ip' && payload['field'] === 'protocol'))
    return {kind: 'protocol', names: words, not}
  if (meta === 'nfproto' || meta === 'protocol')
    return {kind: 'family', family: words[0] === 'ipv6' || words[0] === 'ip6' ? 'ip6' : 'ip', not}
  if (ct === 'state') return {kind: 'state', states: words, not}
  if (payload['field'] === 'dport') {
    const ranges = values.flatMap((value): [number, number][] =>
      Array.isArray(value) ? [[Number(value[0]), Number(value[1])]] : [[Number(value), Number(value)]],
    )
    const {protocol} = payload
    return {kind: 'port', ranges, not, ...(protocol === 'tcp' || protocol === 'udp' ? {protocol} : {})}
  }
  if (payload['field'] === 'saddr' || payload['protocol'] === 'icmp' || payload['protocol'] === 'icmpv6')
    return {kind: isWholeNet(match['right']) ? 'always' : 'source', not}
  // Everything that input chains see is meant for an address of this machine.
  const fib = isObject(left['fib']) ? left['fib'] : {}
  if (fib['result'] === 'type' && Array.isArray(fib['flags']) && fib['flags'].includes('daddr'))
    return {kind: words.includes('local') ? 'always' : 'source', not}
  return {kind: 'other', not}
}

/** 0.0.0.0/0 and ::/0 are nobody in particular. */
function isWholeNet(right: unknown): boolean {
  return isObject(right) && isObject(right['prefix']) && right['prefix']['len'] === 0
}

/** The right side: a word, a number, `{"set": [...]}`, `{"range": [a, b]}`, or several of these. */
function readValues(right: unknown): (string | number | [unknown, unknown])[] {
  if (typeof right === 'string' || typeof right === 'number') return [right]
  if (Array.isArray(right)) return right.flatMap(readValues)
  if (!isObject(right)) return []
  if (Array.isArray(right['set'])) return right['set'].flatMap(readValues)
  if (Array.isArray(right['range'])) return [[right['range'][0], right['range'][1]]]
  return []
}
