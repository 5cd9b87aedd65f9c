import {Buffer} from 'node:buffer'
import {describe, expect, test} from 'vitest'
import {createDnsClient} from '../../../../src/collect/site/dns/dns-client.ts'
import {readMessage, writeQuery} from '../../../../src/collect/site/dns/message.ts'
import {a, answerTo, framed, hostileServer, type Script} from './hostile-server.ts'

const {signal} = new AbortController()
const truncated = 0x200
const host = 'www.d.gov.vn'

async function ask(script: Script, {tries = 2, timeoutMs = 200, name = host} = {}) {
  const server = await hostileServer(script)
  const client = createDnsClient({servers: [{address: '127.0.0.1', port: server.port}], timeoutMs, tries})
  const began = performance.now()
  try {
    const reply = await client.query(name, 'A', {signal})
    return {reply, seen: server.seen, ms: performance.now() - began}
  } finally {
    client.close()
    await server.close()
  }
}

const good = (query: Buffer) => answerTo(query, {answers: [a(host)]})
const cname = (name: string, data: string) => ({type: 'CNAME', name, ttl: 60, data}) as const

/** Bytes of an answer whose record name is what is given. */
function withName(query: Buffer, name: number[]): Buffer {
  const head = answerTo(query)
  head.writeUInt16BE(1, 6)
  return Buffer.concat([head, Buffer.from([...name, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 1, 2, 3, 4])])
}

const failing: {name: string; script: Script; reason: string; most?: number}[] = [
  {name: 'silent', script: {}, reason: 'timeout'},
  {
    name: 'wrong identifier',
    script: {udp: (query, send) => send(answerTo(query, {id: (query.readUInt16BE(0) + 1) & 0xffff, answers: [a(host)]}))},
    reason: 'timeout',
  },
  {
    name: 'wrong question',
    script: {udp: (query, send) => send(answerTo(query, {name: 'other.vn', answers: [a('other.vn')]}))},
    reason: 'timeout',
  },
  {name: 'the query sent back', script: {udp: (query, send) => send(query)}, reason: 'timeout'},
  {
    name: 'a flood of wrong identifiers',
    script: {
      udp: (query, send) => {
        for (let i = 1; i < 200; i++) send(answerTo(query, {id: (query.readUInt16BE(0) + i) & 0xffff}))
      },
    },
    reason: 'malformed',
  },
  {
    name: 'random bytes after a right head',
    script: {
      udp: (query, send) => {
        const bytes = Buffer.concat([good(query), Buffer.alloc(0)])
        bytes.writeUInt16BE(40, 6)
        send(bytes)
      },
    },
    reason: 'malformed',
  },
  {
    name: 'counts of 65535',
    script: {
      udp: (query, send) => {
        const bytes = good(query)
        bytes.writeUInt16BE(0xffff, 6)
        send(bytes)
      },
    },
    reason: 'malformed',
  },
  {
    name: 'a name that points to itself',
    script: {udp: (query, send) => send(withName(query, [0xc0, answerTo(query).length]))},
    reason: 'malformed',
  },
  {name: 'a name that points ahead', script: {udp: (query, send) => send(withName(query, [0xc0, 0xff]))}, reason: 'malformed'},
  {name: 'a label without end', script: {udp: (query, send) => send(withName(query, [63, 97]))}, reason: 'malformed'},
  {
    name: 'a datagram of 60 kB',
    script: {udp: (query, send) => send(Buffer.concat([good(query), Buffer.alloc(60_000)]))},
    reason: 'malformed',
  },
  {name: 'refuses', script: {udp: (query, send) => send(answerTo(query, {rcode: 5}))}, reason: 'refused'},
  {name: 'fails', script: {udp: (query, send) => send(answerTo(query, {rcode: 2}))}, reason: 'servfail'},
  {name: 'cut short, and silent over TCP', script: {udp: (query, send) => send(answerTo(query, {flags: truncated}))}, reason: 'timeout'},
  {
    name: 'cut short, and closed over TCP',
    script: {udp: (query, send) => send(answerTo(query, {flags: truncated})), tcp: (_, socket) => socket.end()},
    reason: 'unreachable',
  },
  {
    name: 'cut short over TCP too',
    script: {
      udp: (query, send) => send(answerTo(query, {flags: truncated})),
      tcp: (query, socket) => socket.write(framed(answerTo(query, {flags: truncated}))),
    },
    reason: 'error',
  },
  {
    name: 'drips over TCP',
    script: {
      udp: (query, send) => send(answerTo(query, {flags: truncated})),
      tcp: (query, socket) => {
        const bytes = framed(good(query))
        let at = 0
        const timer = setInterval(() => {
          if (!socket.writable || at >= bytes.length) return clearInterval(timer)
          socket.write(bytes.subarray(at, ++at))
        }, 30)
      },
    },
    reason: 'timeout',
  },
  {
    name: 'sends without end over TCP',
    script: {
      udp: (query, send) => send(answerTo(query, {flags: truncated})),
      tcp: (_, socket) => {
        const more = () => {
          if (socket.writable) socket.write(Buffer.alloc(65_536, 0xff), more)
        }
        more()
      },
    },
    reason: 'malformed',
  },
  {
    name: 'answers another question over TCP',
    script: {
      udp: (query, send) => send(answerTo(query, {flags: truncated})),
      tcp: (query, socket) => socket.write(framed(answerTo(query, {name: 'x.vn'}))),
    },
    reason: 'malformed',
  },
  {
    name: 'aliases in a circle',
    script: {udp: (query, send) => send(answerTo(query, {answers: [cname(host, 'b.vn'), cname('b.vn', host)]}))},
    reason: 'loop',
  },
  {name: 'an alias of itself', script: {udp: (query, send) => send(answerTo(query, {answers: [cname(host, host)]}))}, reason: 'loop'},
  {
    name: 'a hundred aliases',
    script: {
      udp: (query, send) =>
        send(
          answerTo(query, {answers: Array.from({length: 100}, (_, i) => cname(i === 0 ? host : `a${i}.vn`, `a${i + 1}.vn`)).slice(0, 60)}),
        ),
    },
    reason: 'loop',
  },
  {
    name: 'a new alias with every question',
    script: {
      udp: (query, send) => {
        const name = query.subarray(12, query.indexOf(0, 12)).toString('latin1')
        const at = /a(\d+)/.exec(name)?.[1] ?? '0'
        const asked = at === '0' ? host : `a${at}.vn`
        send(answerTo(query, {answers: [cname(asked, `a${Number(at) + 1}.vn`)]}))
      },
    },
    reason: 'loop',
  },
]

describe('servers that do not answer as they should', () => {
  test.each(failing)('$name: $reason', async ({script, reason}) => {
    const {reply, ms} = await ask(script)
    expect(reply).toMatchObject({ok: false, reason})
    expect(ms).toBeLessThan(2500)
  })

  test('nothing listens', async () => {
    const server = await hostileServer({})
    await server.close()
    const client = createDnsClient({servers: [{address: '127.0.0.1', port: server.port}], timeoutMs: 300, tries: 2})
    expect(await client.query(host, 'A', {signal})).toMatchObject({ok: false})
  })
})

const answered: {name: string; script: Script; records: number; exists?: boolean; asked?: number}[] = [
  {
    name: 'a false answer before the right one',
    script: {
      udp: (query, send) => {
        send(answerTo(query, {id: (query.readUInt16BE(0) ^ 1) & 0xffff, answers: [a(host, '10.0.0.1')]}))
        send(good(query))
      },
    },
    records: 1,
  },
  {
    name: 'an answer in other letters',
    script: {udp: (query, send) => send(answerTo(query, {name: 'WWW.d.Gov.VN', answers: [a('wWw.D.gov.vn')]}))},
    records: 1,
  },
  {
    name: 'cut short, whole over TCP',
    script: {udp: (query, send) => send(answerTo(query, {flags: truncated})), tcp: (query, socket) => socket.write(framed(good(query)))},
    records: 1,
  },
  {
    name: 'cut short in the middle of a record',
    script: {
      udp: (query, send) => send(answerTo(query, {flags: truncated, answers: [a(host)]}).subarray(0, -3)),
      tcp: (query, socket) => socket.write(framed(good(query))),
    },
    records: 1,
  },
  {
    name: 'silent once',
    script: {
      udp: (query, send, round) => {
        if (round > 0) send(good(query))
      },
    },
    records: 1,
    asked: 2,
  },
  {
    name: 'broken once',
    script: {udp: (query, send, round) => send(round > 0 ? good(query) : withName(query, [0xc0, 0xff]))},
    records: 1,
    asked: 2,
  },
  {
    name: 'knows no EDNS',
    script: {udp: (query, send) => send(query.readUInt16BE(10) > 0 ? answerTo(query, {rcode: 1}) : good(query))},
    records: 1,
    asked: 2,
  },
  {
    name: 'records of other names sent along',
    script: {udp: (query, send) => send(answerTo(query, {answers: [a('bank.vn', '10.0.0.9')]}))},
    records: 0,
  },
  {
    name: 'records of another name than the alias',
    script: {udp: (query, send) => send(answerTo(query, {answers: [cname(host, 'b.vn'), a('c.vn')], rcode: 3}))},
    records: 0,
    exists: false,
  },
]

describe('servers that can be understood all the same', () => {
  test.each(answered)('$name', async ({script, records, exists = true, asked}) => {
    const {reply, seen} = await ask(script)
    expect(reply).toMatchObject({ok: true, exists})
    expect(reply.ok && reply.records.length).toBe(records)
    if (asked !== undefined) expect(seen.ids.length).toBe(asked)
  })
})

describe('the client', () => {
  test('identifiers and ports differ from question to question', async () => {
    const server = await hostileServer({udp: (query, send) => send(good(query))})
    const client = createDnsClient({servers: [{address: '127.0.0.1', port: server.port}]})
    for (let i = 0; i < 24; i++) await client.query(`a${i}.vn`, 'A', {signal}).catch(() => undefined)
    await server.close()
    expect(new Set(server.seen.ids).size).toBeGreaterThan(20)
    expect(new Set(server.seen.ports).size).toBeGreaterThan(15)
  })

  test('the same question is asked once, also at the same time', async () => {
    const server = await hostileServer({udp: (query, send) => setTimeout(() => send(good(query)), 30)})
    const client = createDnsClient({servers: [{address: '127.0.0.1', port: server.port}]})
    await Promise.all(Array.from({length: 50}, () => client.query(host, 'A', {signal})))
    await client.query('WWW.D.GOV.VN.', 'A', {signal})
    await server.close()
    expect(server.seen.ids.length).toBe(1)
  })

  test('the second server answers where the first does not', async () => {
    const [silent, broken, fine] = await Promise.all([
      hostileServer({}),
      hostileServer({udp: (query, send) => send(answerTo(query, {rcode: 2}))}),
      hostileServer({udp: (query, send) => send(good(query))}),
    ])
    const client = createDnsClient({servers: [silent, broken, fine].map(({port}) => ({address: '127.0.0.1', port})), timeoutMs: 150})
    expect(await client.query(host, 'A', {signal})).toMatchObject({ok: true})
    await Promise.all([silent, broken, fine].map((server) => server.close()))
  })

  test('a question that is no longer wanted ends at once, and the next one gets its answer', async () => {
    const server = await hostileServer({udp: (query, send) => setTimeout(() => send(good(query)), 150)})
    const client = createDnsClient({servers: [{address: '127.0.0.1', port: server.port}]})
    const left = new AbortController()
    const first = client.query(host, 'A', {signal: left.signal})
    left.abort()
    expect(await first).toMatchObject({ok: false, reason: 'stopped'})
    expect(await client.query(host, 'A', {signal})).toMatchObject({ok: true})
    await server.close()
    expect(server.seen.ids.length).toBe(1)
  })

  test('after a long silence each question is tried once', async () => {
    const server = await hostileServer({})
    const client = createDnsClient({servers: [{address: '127.0.0.1', port: server.port}], timeoutMs: 20, tries: 3})
    for (let i = 0; i < 8; i++) await client.query(`a${i}.vn`, 'A', {signal})
    await server.close()
    expect(server.seen.ids.length).toBe(5 * 3 + 3)
  })

  test.each(['a..vn', `${'a'.repeat(64)}.vn`, 'có-dấu.vn', 'a b.vn', `${'a.'.repeat(130)}vn`])(
    'a name that no message can hold is not asked for: %s',
    async (name) => {
      const {reply, seen} = await ask({udp: (query, send) => send(good(query))}, {name})
      expect(reply).toMatchObject({ok: false, reason: 'bad-name'})
      expect(seen.ids).toEqual([])
    },
  )

  test('no bytes at all make the reader throw', () => {
    const question = {name: host, type: 'TXT' as const}
    const query = writeQuery(7, question)
    const base = answerTo(query, {
      answers: [
        {type: 'TXT', name: host, ttl: 1, data: ['v=spf1 -all']},
        {type: 'CAA', name: host, ttl: 1, data: {tag: 'issue', value: 'ca.vn', flags: 0}},
        {type: 'MX', name: host, ttl: 1, data: {preference: 1, exchange: 'm.vn'}},
        cname(host, 'b.vn'),
      ],
    })
    let seed = 1
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
      return seed / 0x7fffffff
    }
    const kinds = new Set<string>()
    for (let round = 0; round < 20_000; round++) {
      const bytes = Buffer.from(base.subarray(0, round % 3 === 0 ? 12 + Math.floor(random() * (base.length - 12)) : base.length))
      for (let change = 0; change < 1 + (round % 5); change++)
        bytes[2 + Math.floor(random() * (bytes.length - 2))] = Math.floor(random() * 256)
      kinds.add(readMessage(bytes, 7, question).kind)
    }
    expect([...kinds].sort()).toEqual(['foreign', 'malformed', 'message'])
  })
})
