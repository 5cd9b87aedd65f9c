import {describe, expect, test} from 'vitest'
import {evaluateSpf, type SpfResult} from '../../../../src/collect/site/mail/spf-evaluate.ts'
import {type Names, zoneClient} from './zone-client.ts'

const {signal} = new AbortController()
const long = (length: number) => 'a'.repeat(length)

interface Case {
  name: string
  record?: string | string[]
  names?: Names
  address?: string
  sender?: string
  helo?: string
  domain?: string
  result: SpfResult
}

/** Cases follow the rules that the test suite of RFC 7208 covers, section by section. */
const cases: Case[] = [
  // 3, 4.3-4.5: which record counts.
  {name: 'no record', result: 'none'},
  {name: 'text that is no SPF', record: 'v=spf10 -all', result: 'none'},
  {name: 'version glued to the next string', record: 'v=spf1|mx', result: 'none'},
  {name: 'strings of one record are joined', record: 'v=spf1 |-all', result: 'fail'},
  {name: 'empty record', record: 'v=spf1', result: 'neutral'},
  {name: 'version in mixed case', record: 'V=SpF1 ~all', result: 'softfail'},
  {name: 'two records', record: ['v=spf1 -all', 'V=spf1 +all'], result: 'permerror'},
  {name: 'another text beside it', record: ['v=spf1 -all', 'google-site-verification=1'], result: 'fail'},
  {name: 'a name of one label', domain: 'localdomain', result: 'none'},
  {name: 'a label that is too long', domain: `${long(64)}.vn`, result: 'none'},
  {name: 'an empty label', domain: 'a..vn', result: 'none'},
  {name: 'a server that fails', names: {'d.vn': ['FAIL']}, result: 'temperror'},
  // 4.6: evaluation.
  {name: 'fault after the end', record: 'v=spf1 ip4:192.0.2.1 -all moo', result: 'permerror'},
  {name: 'unknown modifier', record: 'v=spf1 moo.cow-far_out=man:dog/cat ip4:192.0.2.1 -all', result: 'pass'},
  {name: 'modifier with a slash in its name', record: 'v=spf1 moo/far=1 -all', result: 'permerror'},
  {name: 'modifier whose name starts with a digit', record: 'v=spf1 1up=foo', result: 'permerror'},
  {name: 'modifier without a name', record: 'v=spf1 =all', result: 'permerror'},
  {name: 'redirect with a colon', record: 'v=spf1 redirect:e.vn', result: 'permerror'},
  {name: 'several spaces', record: 'v=spf1   a    -all  ', result: 'fail'},
  {name: 'a tab between terms', record: 'v=spf1 a\t-all', result: 'permerror'},
  {name: 'letters beyond ASCII', record: 'v=spf1 \x96all', result: 'permerror'},
  {name: 'nothing matches', record: 'v=spf1 ip4:198.51.100.1', result: 'neutral'},
  // 5.1 all
  {name: 'all', record: 'v=spf1 all -all', result: 'pass'},
  {name: 'neutral all', record: 'v=spf1 ?all', result: 'neutral'},
  {name: 'all with a dot', record: 'v=spf1 -all.', result: 'permerror'},
  {name: 'all with an argument', record: 'v=spf1 -all:x', result: 'permerror'},
  {name: 'all with a prefix', record: 'v=spf1 -all/8', result: 'permerror'},
  {name: 'upper case', record: 'v=spf1 IP4:192.0.2.1 -ALL', result: 'pass'},
  // 5.2 include
  {name: 'include that fails does not match', record: 'v=spf1 include:i.vn ~all', names: {'i.vn': ['v=spf1 -all']}, result: 'softfail'},
  {name: 'include that passes', record: 'v=spf1 include:i.vn -all', names: {'i.vn': ['v=spf1 ip4:192.0.2.1']}, result: 'pass'},
  {name: 'include with a sign', record: 'v=spf1 -include:i.vn +all', names: {'i.vn': ['v=spf1 ip4:192.0.2.1']}, result: 'fail'},
  {name: 'include of a name without SPF', record: 'v=spf1 include:i.vn -all', result: 'permerror'},
  {name: 'include of a broken record', record: 'v=spf1 include:i.vn -all', names: {'i.vn': ['v=spf1 include +all']}, result: 'permerror'},
  {name: 'include that gets no answer', record: 'v=spf1 include:i.vn -all', names: {'i.vn': ['FAIL']}, result: 'temperror'},
  {name: 'include without a name', record: 'v=spf1 include -all', result: 'permerror'},
  {name: 'include of nothing', record: 'v=spf1 include: -all', result: 'permerror'},
  {name: 'include with a prefix', record: 'v=spf1 include:i.vn/24 -all', result: 'permerror'},
  // 5.3 a
  {name: 'a', record: ['v=spf1 a -all', '192.0.2.1'], result: 'pass'},
  {name: 'a of a network', record: ['v=spf1 a/24 -all', '192.0.2.9'], result: 'pass'},
  {name: 'a of another name', record: 'v=spf1 a:x.vn/24 -all', names: {'x.vn': ['198.51.100.1', '192.0.2.200']}, result: 'pass'},
  {name: 'prefix of IPv6 alone', record: ['v=spf1 a//33 -all', '192.0.2.9'], result: 'fail'},
  {name: 'a of IPv6', record: ['v=spf1 a/24//64 -all', '2001:db8:1::9'], address: '2001:db8:1::5', result: 'pass'},
  {name: 'prefix over 32', record: 'v=spf1 a/33 -all', result: 'permerror'},
  {name: 'prefix over 128', record: 'v=spf1 a//129 -all', result: 'permerror'},
  {name: 'one slash too few', record: 'v=spf1 a/24/64 -all', result: 'permerror'},
  {name: '/0 without an address', record: 'v=spf1 a/0 -all', result: 'fail'},
  {name: '/0 with one', record: ['v=spf1 a/0 -all', '1.1.1.1'], result: 'pass'},
  {name: '//0 is not for IPv4', record: ['v=spf1 a//0 -all', '2001:db8::1'], result: 'fail'},
  {name: 'IPv4 in the form of IPv6', record: ['v=spf1 a//0 -all', '2001:db8::1'], address: '::FFFF:192.0.2.1', result: 'fail'},
  {name: 'port in a name', record: 'v=spf1 a:e.vn:8080', result: 'permerror'},
  {name: 'address in place of a name', record: 'v=spf1 a:192.0.2.1', result: 'permerror'},
  {name: 'top label alone', record: 'v=spf1 a:museum', result: 'permerror'},
  {name: 'top label with a dot', record: 'v=spf1 a:museum.', result: 'permerror'},
  {name: 'top label of digits', record: 'v=spf1 a:abc.123', result: 'permerror'},
  {name: 'top label with a hyphen first', record: 'v=spf1 a:e.-vn', result: 'permerror'},
  {name: 'top label in punycode', record: 'v=spf1 a:e.xn--zckzah -all', names: {'e.xn--zckzah': ['192.0.2.1']}, result: 'pass'},
  {name: 'colon and slash in a name', record: 'v=spf1 a:x:y/z.vn -all', names: {'x:y/z.vn': ['192.0.2.1']}, result: 'pass'},
  {name: 'empty name', record: 'v=spf1 a: -all', result: 'permerror'},
  {name: 'a label too long to ask for', record: `v=spf1 a:${long(64)}.vn -all`, result: 'fail'},
  {name: 'trailing dot', record: 'v=spf1 a:x.vn. -all', names: {'x.vn': ['192.0.2.1']}, result: 'pass'},
  // 5.4 mx
  {name: 'mx', record: ['v=spf1 mx -all', 'MX 5 m.vn'], names: {'m.vn': ['192.0.2.1']}, result: 'pass'},
  {name: 'mx of a network', record: ['v=spf1 mx/24 -all', 'MX 5 m.vn'], names: {'m.vn': ['192.0.2.7']}, result: 'pass'},
  {name: 'no mx is not the name itself', record: ['v=spf1 mx', '192.0.2.1'], result: 'neutral'},
  {name: 'null mx', record: ['v=spf1 mx', 'MX 0 .'], result: 'neutral'},
  {name: 'eleven mx', record: ['v=spf1 mx -all', ...Array.from({length: 11}, (_, i) => `MX ${i} m${i}.vn`)], result: 'permerror'},
  {name: 'mx whose address cannot be had', record: ['v=spf1 mx -all', 'MX 5 m.vn'], names: {'m.vn': ['FAIL']}, result: 'temperror'},
  // 5.5 ptr
  {name: 'ptr', record: ['v=spf1 ptr -all', '192.0.2.1'], names: {'1.2.0.192.in-addr.arpa': ['PTR d.vn']}, result: 'pass'},
  {
    name: 'ptr of a name below',
    record: 'v=spf1 ptr -all',
    names: {'1.2.0.192.in-addr.arpa': ['PTR Mail.D.vn'], 'mail.d.vn': ['192.0.2.1']},
    result: 'pass',
  },
  {name: 'ptr that does not lead back', record: 'v=spf1 ptr -all', names: {'1.2.0.192.in-addr.arpa': ['PTR d.vn']}, result: 'fail'},
  {
    name: 'ptr of a look-alike',
    record: 'v=spf1 ptr:d.vn -all',
    names: {'1.2.0.192.in-addr.arpa': ['PTR xd.vn'], 'xd.vn': ['192.0.2.1']},
    result: 'fail',
  },
  {name: 'ptr with a prefix', record: 'v=spf1 ptr/0 -all', result: 'permerror'},
  {name: 'ptr of nothing', record: 'v=spf1 ptr:', result: 'permerror'},
  // 5.6 ip4, ip6
  {name: 'ip4 /0', record: 'v=spf1 ip4:1.1.1.1/0 -all', result: 'pass'},
  {name: 'ip4 /33', record: 'v=spf1 ip4:1.1.1.1/33 -all', result: 'permerror'},
  {name: 'ip4 /032', record: 'v=spf1 ip4:192.0.2.1/032 -all', result: 'permerror'},
  {name: 'ip4 alone', record: 'v=spf1 ip4', result: 'permerror'},
  {name: 'ip4 with a port', record: 'v=spf1 ip4:192.0.2.1:25', result: 'permerror'},
  {name: 'ip4 of three parts', record: 'v=spf1 ip4:192.0.2', result: 'permerror'},
  {name: 'ip4 with two slashes', record: 'v=spf1 ip4:192.0.2.1//32', result: 'permerror'},
  {name: 'ip6 /33', record: 'v=spf1 ip6:cafe:babe:8000::/33 -all', address: 'cafe:babe:8000::1', result: 'pass'},
  {name: 'ip6 is not for IPv4', record: 'v=spf1 ip6:::1.1.1.1/0', result: 'neutral'},
  {name: 'ip6 /129', record: 'v=spf1 ip6:::1/129', result: 'permerror'},
  {name: 'ip6 broken', record: 'v=spf1 ip6::cafe::babe', result: 'permerror'},
  {name: 'ip6 with the name of a card', record: 'v=spf1 ip6:fe80::1%eth0', result: 'permerror'},
  // 5.7 exists
  {name: 'exists', record: 'v=spf1 exists:x.vn -all', names: {'x.vn': ['127.0.0.2']}, result: 'pass'},
  {
    name: 'exists for IPv6 asks for A',
    record: 'v=spf1 exists:x.vn -all',
    names: {'x.vn': ['127.0.0.2']},
    address: '2001:db8::1',
    result: 'pass',
  },
  {name: 'AAAA alone does not count', record: 'v=spf1 exists:x.vn -all', names: {'x.vn': ['2001:db8::1']}, result: 'fail'},
  {name: 'exists without a name', record: 'v=spf1 exists', result: 'permerror'},
  {name: 'exists with a prefix', record: 'v=spf1 exists:x.vn/24', result: 'permerror'},
  {name: 'exists without an answer', record: 'v=spf1 exists:x.vn -all', names: {'x.vn': ['FAIL']}, result: 'temperror'},
  // 6 modifiers
  {name: 'redirect', record: 'v=spf1 redirect=r.vn', names: {'r.vn': ['v=spf1 ip4:192.0.2.1 -all']}, result: 'pass'},
  {name: 'redirect after what matches', record: 'v=spf1 redirect=r.vn ip4:192.0.2.1', names: {'r.vn': ['v=spf1 -all']}, result: 'pass'},
  {name: 'redirect beside all', record: 'v=spf1 redirect=d.vn ~all', result: 'softfail'},
  {
    name: 'redirect changes the domain',
    record: ['v=spf1 redirect=r.vn', '198.51.100.1'],
    names: {'r.vn': ['v=spf1 a -all', '192.0.2.1']},
    result: 'pass',
  },
  {name: 'redirect to nothing', record: 'v=spf1 redirect=r.vn', result: 'permerror'},
  {name: 'redirect twice', record: 'v=spf1 redirect=r.vn redirect=r.vn -all', result: 'permerror'},
  {name: 'redirect=-all', record: 'v=spf1 redirect=-all ?all', result: 'permerror'},
  {name: 'empty redirect', record: 'v=spf1 ?all redirect=', result: 'permerror'},
  {name: 'exp twice', record: 'v=spf1 exp=x.vn -all exp=y.vn', result: 'permerror'},
  {name: 'empty exp', record: 'v=spf1 exp= -all', result: 'permerror'},
  {name: 'exp to nowhere', record: 'v=spf1 exp=x.vn -all', result: 'fail'},
  {name: 'modifier with a broken macro', record: 'v=spf1 -all foo=%abc', result: 'permerror'},
  // 7 macros
  {name: 'domain macro', record: 'v=spf1 redirect=%{d}.spf.vn.', names: {'d.vn.spf.vn': ['v=spf1 ip4:192.0.2.1']}, result: 'pass'},
  {
    name: 'reversed address',
    record: 'v=spf1 exists:%{ir}.%{v}.x.vn -all',
    names: {'1.2.0.192.in-addr.x.vn': ['127.0.0.2']},
    result: 'pass',
  },
  {
    name: 'local part split on hyphens',
    record: 'v=spf1 exists:%{i}.%{l2r-}.user.%{d2} -all',
    names: {'192.0.2.1.lan.thi.user.d.vn': ['127.0.0.2']},
    sender: 'thi-lan-phong@d.vn',
    result: 'pass',
  },
  {
    name: 'several delimiters',
    record: 'v=spf1 exists:%{l2r+-}.user.%{d2} -all',
    names: {'bar.foo.user.d.vn': ['127.0.0.2']},
    sender: 'foo-bar+zip+quux@d.vn',
    result: 'pass',
  },
  {name: 'last labels', record: 'v=spf1 exists:%{o1}.x.vn -all', names: {'vn.x.vn': ['127.0.0.2']}, result: 'pass'},
  {name: 'greeting name', record: 'v=spf1 a:%{h} -all', helo: 'm.vn', names: {'m.vn': ['192.0.2.1']}, result: 'pass'},
  {name: 'greeting that is no name', record: 'v=spf1 a:%{h} -all', helo: "JUMPIN' JUPITER", result: 'fail'},
  {
    name: 'address of IPv6',
    record: 'v=spf1 exists:%{ir}.%{v}.x.vn -all',
    address: '2001:db8::cb01',
    names: {'1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.x.vn': ['127.0.0.2']},
    result: 'pass',
  },
  {name: 'percent without braces', record: 'v=spf1 -exists:%(ir).x.vn ?all', result: 'permerror'},
  {name: 'percent before a dot', record: 'v=spf1 exists:foo%.x.vn ?all', result: 'permerror'},
  {name: 'unknown letter', record: 'v=spf1 a:%{a}.x.vn -all', result: 'permerror'},
  {name: 'letter for explanations only', record: 'v=spf1 -all exp=%{r}.x.vn', result: 'permerror'},
  {name: 'zero labels', record: 'v=spf1 exists:%{d0}.x.vn -all', result: 'permerror'},
  {name: 'ends in a macro', record: 'v=spf1 exists:x.%{d} -all', names: {'x.d.vn': ['127.0.0.2']}, result: 'pass'},
  {
    name: 'too long a name loses labels on the left',
    record: `v=spf1 exists:${long(60)}.${long(60)}.${long(60)}.${long(60)}.x.vn -all`,
    names: {[`${[60, 60, 60, 60].map(long).join('.')}.x.vn`]: ['127.0.0.2']},
    result: 'pass',
  },
  // 4.6.4 limits
  {name: 'loop of redirects', record: 'v=spf1 redirect=d.vn', result: 'permerror'},
  {name: 'loop of includes', record: 'v=spf1 include:i.vn', names: {'i.vn': ['v=spf1 include:d.vn']}, result: 'permerror'},
  {name: 'ten lookups', record: ['v=spf1 a a a a a a a a a a ip4:192.0.2.1 -all', '198.51.100.1'], result: 'pass'},
  {name: 'eleven lookups', record: ['v=spf1 a a a a a a a a a a a ip4:192.0.2.1 -all', '198.51.100.1'], result: 'permerror'},
  {
    name: 'ten over an include',
    record: ['v=spf1 a include:i.vn ip4:192.0.2.1 mx -all', '198.51.100.1'],
    names: {'i.vn': ['v=spf1 a a a a a a a a', '198.51.100.2']},
    result: 'pass',
  },
  {
    name: 'eleven over an include',
    record: ['v=spf1 a include:i.vn a ip4:192.0.2.1 -all', '198.51.100.1'],
    names: {'i.vn': ['v=spf1 a a a a a a a a', '198.51.100.2']},
    result: 'permerror',
  },
  {
    name: 'many addresses are no fault',
    record: ['v=spf1 a -all', ...Array.from({length: 20}, (_, i) => `192.0.2.${i + 1}`)],
    result: 'pass',
  },
  {name: 'two voids', record: 'v=spf1 a:x.vn a:y.vn ?all', result: 'neutral'},
  {name: 'three voids', record: 'v=spf1 a:x.vn a:y.vn a:z.vn ?all', result: 'permerror'},
  {name: 'thousands of terms', record: `v=spf1 ${'ip4:192.0.2.1 '.repeat(3000)}-all`, result: 'permerror'},
]

const evaluate = (
  {record = [], names = {}, address = '192.0.2.1', sender = 'a@d.vn', helo = 'd.vn', domain = 'd.vn'}: Omit<Case, 'name' | 'result'>,
  exhaustive = false,
) => {
  const own = Array.isArray(record) ? record : [record]
  return evaluateSpf(zoneClient({...(own.length > 0 ? {'d.vn': own} : {}), ...names}), {address, sender, helo, domain, exhaustive}, signal)
}

describe('check_host() of RFC 7208', () => {
  test.each(cases)('$name: $result', async ({result, ...question}) => {
    expect((await evaluate(question)).result).toBe(result)
  })
})

const counted: {
  name: string
  record: string
  names?: Names
  lookups: number
  voids?: number
  more?: boolean
  problem?: string
  ptr?: boolean
}[] = [
  {name: 'addresses cost nothing', record: 'v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 all', lookups: 0},
  {
    name: 'each term once',
    record: 'v=spf1 a mx ptr exists:x.vn include:i.vn -all',
    names: {'i.vn': ['v=spf1 -all']},
    lookups: 5,
    voids: 3,
    ptr: true,
  },
  {name: 'terms after a match count', record: 'v=spf1 ip4:0.0.0.0/0 a:x.vn mx -all', names: {'x.vn': ['1.1.1.1']}, lookups: 2, voids: 1},
  {name: 'terms after all do not', record: 'v=spf1 a:x.vn -all mx a:y.vn', names: {'x.vn': ['1.1.1.1']}, lookups: 1},
  {
    name: 'twice the same include counts twice',
    record: 'v=spf1 include:i.vn include:i.vn -all',
    names: {'i.vn': ['v=spf1 a:x.vn -all'], 'x.vn': ['1.1.1.1']},
    lookups: 4,
  },
  {name: 'eleven are counted', record: `v=spf1 ${'a:x.vn '.repeat(11)}-all`, names: {'x.vn': ['1.1.1.1']}, lookups: 11},
  {name: 'counting ends', record: `v=spf1 ${'a:x.vn '.repeat(100)}-all`, names: {'x.vn': ['1.1.1.1']}, lookups: 60, more: true},
  {
    name: 'names that differ by sender are no voids',
    record: 'v=spf1 exists:%{i}.x.vn exists:%{l}.x.vn exists:%{h}.x.vn -all',
    lookups: 3,
    voids: 0,
  },
  {
    name: 'a loop is named and ends',
    record: 'v=spf1 include:i.vn -all',
    names: {'i.vn': ['v=spf1 include:d.vn -all']},
    lookups: 2,
    problem: 'loop',
  },
  {name: 'an include of nothing is named', record: 'v=spf1 include:i.vn -all', lookups: 1, problem: 'no-record-there'},
  {name: 'macro p', record: 'v=spf1 exists:%{p}.x.vn -all', lookups: 1, ptr: true},
  {
    name: 'a tree of includes ends',
    record: 'v=spf1 include:i0.vn include:i0.vn -all',
    names: Object.fromEntries(Array.from({length: 70}, (_, i) => [`i${i}.vn`, [`v=spf1 include:i${i + 1}.vn include:i${i + 1}.vn -all`]])),
    lookups: 60,
    more: true,
  },
]

describe('what a record costs', () => {
  test.each(counted)('$name', async ({record, names, lookups, voids, more = false, problem, ptr = false}) => {
    const found = await evaluate({record, ...(names ? {names} : {})}, true)
    expect(found).toMatchObject({lookups, more, usesPtr: ptr})
    if (voids !== undefined) expect(found.voids).toBe(voids)
    expect(found.errors.map((error) => error.problem)).toEqual(problem === undefined ? [] : [problem])
  })
})
