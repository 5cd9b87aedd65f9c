import {describe, expect, it} from 'vitest'
import {parseIptablesSave} from '../../../src/collect/parse/iptables-save.ts'
import {parseNft} from '../../../src/collect/parse/nft.ts'
import {type FilterChain, judgeInput} from '../../../src/collect/parse/packet-filter.ts'

const save = (...rules: string[]) => `*filter\n:INPUT ACCEPT [0:0]\n:OTHER - [0:0]\n${rules.join('\n')}\nCOMMIT\n`
const judge = (text: string, adapter = 'eth0') => judgeInput(parseIptablesSave(text, 'ip') ?? [], 'ip', adapter)

describe('judgeInput over iptables-save', () => {
  it.each([
    ['a policy of drop', ':INPUT', '*filter\n:INPUT DROP [0:0]\nCOMMIT\n', 'deny'],
    ['nothing loaded', '', '', 'allow'],
    ['one service only', '', save('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'), 'deny'],
    ['everything before the end', '', save('-A INPUT -j ACCEPT', '-A INPUT -j DROP'), 'allow'],
    ['new connections by state', '', save('-A INPUT -m state --state NEW -j ACCEPT', '-A INPUT -j DROP'), 'allow'],
    ['answers by state', '', save('-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', '-A INPUT -j DROP'), 'deny'],
    ['a wide range of ports', '', save('-A INPUT -p tcp -m tcp --dport 1024:65535 -j ACCEPT', '-A INPUT -j DROP'), 'allow'],
    ['all but the office', '', save('-A INPUT ! -s 192.0.2.0/24 -j DROP'), 'deny'],
    ['a jump that comes back', '', save('-A OTHER -p tcp -m tcp --dport 80 -j ACCEPT', '-A INPUT -j OTHER', '-A INPUT -j REJECT'), 'deny'],
    ['a goto that does not', '', save('-A OTHER -p udp -j ACCEPT', '-A INPUT -g OTHER', '-A INPUT -j REJECT'), 'allow'],
    ['loopback only', '', save('-A INPUT -i lo -j ACCEPT', '-A INPUT -j DROP'), 'deny'],
    ['a trusted adapter', '', save('-A INPUT -i eth+ -j ACCEPT', '-A INPUT -j DROP'), 'allow'],
    ['a comment that looks like a rule', '', save('-A INPUT -m comment --comment "-j ACCEPT" -j DROP'), 'deny'],
    ['a limit', '', save('-A INPUT -m limit --limit 5/min -j ACCEPT', '-A INPUT -j DROP'), 'deny'],
  ])('%s', (_, __, text, verdict) => expect(judge(text)).toBe(verdict))

  it('ends when chains call each other', () => {
    expect(judge(save('-A OTHER -j INPUT', '-A INPUT -j OTHER', '-A INPUT -j DROP'))).toBe('deny')
  })
})

describe('parseIptablesSave', () => {
  it('reads other tables as none, and half a table not at all', () => {
    expect(parseIptablesSave('*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j DOCKER\nCOMMIT\n', 'ip')).toEqual([])
    expect(parseIptablesSave('*filter\n:INPUT DROP [0:0]\n-A INPUT', 'ip')).toBeUndefined()
  })

  it('marks rules that log', () => {
    const [input] = parseIptablesSave('*filter\n:INPUT DROP [0:0]\n-A INPUT -j LOG --log-prefix "x -j ACCEPT "\nCOMMIT\n', 'ip6') ?? []
    expect(input).toEqual({
      family: 'ip6',
      table: 'filter',
      name: 'INPUT',
      hook: 'input',
      policy: 'drop',
      rules: [{conditions: [], log: true}],
    } satisfies FilterChain)
  })

  it('is not slow on hostile lines', () => {
    const start = performance.now()
    parseIptablesSave(
      `*filter\n:INPUT DROP [0:0]\n-A INPUT ${'"\\'.repeat(500_000)}\n\0\0\n-A INPUT ${'! '.repeat(500_000)}\nCOMMIT\n`,
      'ip',
    )
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('parseNft', () => {
  const document = (...objects: object[]) => JSON.stringify({nftables: [{metainfo: {version: '1.0.6'}}, ...objects]})
  const chain = {chain: {family: 'inet', table: 't', name: 'input', type: 'filter', hook: 'input', prio: 0, policy: 'accept'}}
  const rule = (...expr: object[]) => ({rule: {family: 'inet', table: 't', chain: 'input', expr}})

  it.each([
    ['an empty ruleset', document(), 'allow'],
    ['a bare drop', document(chain, rule({counter: {packets: 0}}, {drop: null})), 'deny'],
    ['a limit before the drop', document(chain, rule({limit: {rate: 5}}, {drop: null})), 'allow'],
    [
      'not from the loopback',
      document(chain, rule({match: {op: '!=', left: {meta: {key: 'iifname'}}, right: 'lo'}}, {drop: null})),
      'deny',
    ],
    ['other family', document(chain, rule({match: {op: '==', left: {meta: {key: 'nfproto'}}, right: 'ipv6'}}, {drop: null})), 'allow'],
    ['REJECT of iptables', document(chain, rule({xt: {type: 'target', name: 'REJECT'}})), 'deny'],
    ['a match of iptables', document(chain, rule({xt: {type: 'match', name: 'set'}}, {drop: null})), 'allow'],
    ['a nat chain is no filter', document({chain: {...chain.chain, type: 'nat', policy: 'drop'}}), 'allow'],
    [
      'dport set',
      document(
        chain,
        rule({match: {op: '==', left: {payload: {protocol: 'tcp', field: 'dport'}}, right: {set: [22, 80]}}}, {accept: null}),
        rule({drop: null}),
      ),
      'deny',
    ],
  ])('%s', (_, text, verdict) => expect(judgeInput(parseNft(text) ?? [], 'ip', 'eth0')).toBe(verdict))

  it.each(['', 'null', '[]', '{"nftables": 5}', '{"nftables": [{"table": {}}]}', 'not json'])('refuses %j', (text) =>
    expect(parseNft(text)).toBeUndefined(),
  )

  it('survives objects of odd shapes', () => {
    expect(
      parseNft(
        '{"nftables": [{"metainfo": {}}, null, 5, {"chain": null}, {"rule": {"expr": [null, 5, {}, {"match": null}, {"vmap": []}]}}, {"chain": {"family": "ip"}}]}',
      ),
    ).toHaveLength(1)
  })
})
