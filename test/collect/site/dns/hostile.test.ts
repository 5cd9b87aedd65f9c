import {Buffer} from 'node:buffer'
import {describe, expect, test} from 'vitest'
import {createDnsClient} from '../../../../src/collect/site/dns/dns-client.ts'
import {readMessage, writeQuery} from '../../../../src/collect/site/dns/message.ts'
import {answered, cname, failing, good, host} from './hostile-cases.ts'
import {answerTo, hostileServer, type Script} from './hostile-server.ts'

const {signal} = new AbortController()

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
