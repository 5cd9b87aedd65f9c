import {Buffer} from 'node:buffer'
import {beforeAll, describe, expect, test} from 'vitest'
import {createDnsClient} from '../../../../src/collect/site/dns/dns-client.ts'
import {a, answerTo, hostileServer, type Script} from './hostile-server.ts'
import {createNamesJudge} from './judge-names.ts'

let look: ReturnType<typeof createNamesJudge>
beforeAll(() => {
  look = createNamesJudge()
})

async function lookThrough(script: Script) {
  const server = await hostileServer(script)
  const client = createDnsClient({servers: [{address: '127.0.0.1', port: server.port}], timeoutMs: 40, tries: 2})
  try {
    return await look({host: 'www.tinh.gov.vn', client, selectors: ['s1'], active: true})
  } finally {
    client.close()
    await server.close()
  }
}

describe('a resolver that does not answer says nothing about a domain', () => {
  test.each<[string, Script]>([
    ['silent', {}],
    ['refuses', {udp: (query, send) => send(answerTo(query, {rcode: 5}))}],
    ['fails', {udp: (query, send) => send(answerTo(query, {rcode: 2}))}],
    ['not implemented', {udp: (query, send) => send(answerTo(query, {rcode: 4}))}],
    ['answers other questions', {udp: (query, send) => send(answerTo(query, {name: 'x.vn', answers: [a('x.vn')]}))}],
    [
      'sends bytes of no meaning',
      {udp: (query, send) => send(Buffer.concat([query.subarray(0, 2), Buffer.from([0x80, 0]), Buffer.alloc(40, 7)]))},
    ],
    ['cuts everything short', {udp: (query, send) => send(answerTo(query, {flags: 0x200}))}],
  ])('%s', async (_, script) => {
    const {outcomes, facts} = await lookThrough(script)
    expect(outcomes.size).toBe(29)
    expect(
      [...outcomes].filter(([, outcome]) => outcome !== 'unknown'),
      JSON.stringify(facts),
    ).toEqual([])
  })

  test('one that gives an address for everything proves neither a wildcard nor a live alias', async () => {
    const script: Script = {
      udp: (query, send) => {
        const isA = query.readUInt16BE(query.indexOf(0, 12) + 1) === 1
        const name = nameOf(query)
        const alias = {type: 'CNAME', name, ttl: 1, data: 'x.azurewebsites.net'} as const
        const answers = name === 'www.tinh.gov.vn' ? [alias, ...(isA ? [a('x.azurewebsites.net')] : [])] : isA ? [a(name)] : []
        send(answerTo(query, {answers}))
      },
    }
    const {outcomes, facts} = await lookThrough(script)
    expect(facts.dns).toMatchObject({value: {rewrites: true, alias: {chain: ['x.azurewebsites.net']}}})
    for (const check of ['dns.wildcard', 'dns.dangling-cname', 'dns.dnssec.missing']) expect(outcomes.get(check)).toBe('unknown')
  })

  test('answers of any shape end in facts', async () => {
    let seed = 7
    const random = (most: number) => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
      return seed % most
    }
    for (let round = 0; round < 5; round++)
      await lookThrough({
        udp: (query, send) => {
          const name = nameOf(query)
          const bytes = answerTo(query, {
            rcode: [0, 0, 0, 3, 2][random(5)] ?? 0,
            answers: [
              a(name),
              {type: 'TXT', name, ttl: 1, data: [`v=spf1 include:${name} a mx ptr -all`]},
              {type: 'MX', name, ttl: 1, data: {preference: 1, exchange: name}},
              {type: 'NS', name, ttl: 1, data: name},
            ],
          })
          for (let change = 0; change < random(4); change++) bytes[12 + random(bytes.length - 12)] = random(256)
          send(bytes)
        },
      })
  })
})

function nameOf(query: Buffer): string {
  const labels: string[] = []
  for (let at = 12; query[at]; at += (query[at] ?? 0) + 1) labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)))
  return labels.join('.')
}
