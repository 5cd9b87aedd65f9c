import {createServer} from 'node:http'
import {networkInterfaces} from 'node:os'
import {afterEach, describe, expect, test} from 'vitest'
import {collectWeb} from '../../../../src/collect/site/web/collect-web.ts'
import {loadBlockPages} from '../../../../src/content/load-block-pages.ts'
import {contextFor} from './site.ts'

const blockPages = loadBlockPages()
const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function listen(host: string, port = 0, status = 200): Promise<number> {
  const server = createServer((_, response) => response.writeHead(status).end('<title>Sở Tư pháp</title>'))
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function look(port: number, addresses: string[]) {
  const {context, close} = contextFor(port, {addresses, politeness: {timeoutMs: 500}})
  closing.push(close)
  const {facts} = await collectWeb(context, blockPages)
  if (!facts.web?.ok) throw new Error('no fact')
  const {ipv4, ipv6, status} = facts.web.value
  return {ipv4, ipv6, status, gaps: facts.web.gaps ?? {}}
}

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({address}) => address === '::1'))

describe('IPv4 and IPv6', () => {
  test.skipIf(!hasIpv6)('each is asked once', async () => {
    const port = await listen('127.0.0.1')
    await listen('::1', port, 503)
    expect(await look(port, ['127.0.0.1', '::1'])).toMatchObject({
      status: 'ok',
      ipv4: {address: '127.0.0.1', answered: true, status: 200},
      ipv6: {address: '::1', answered: true, status: 503},
      gaps: {},
    })
  })

  test.skipIf(!hasIpv6)('one that is dead is told from one that was not looked at', async () => {
    const port = await listen('127.0.0.1')
    expect(await look(port, ['127.0.0.1', '::1'])).toMatchObject({ipv6: {address: '::1', answered: false, failure: 'unreachable'}})
    const {ipv6, gaps} = await look(port, ['127.0.0.1'])
    expect(ipv6).toBeUndefined()
    expect(gaps).toMatchObject({ipv6: {reason: 'not-collected'}})
  })

  test('a machine that cannot reach such addresses says so', async () => {
    const port = await listen('127.0.0.1')
    // An address of a network that is cut off from this machine, or the machine has no IPv6 at all.
    const {context, close} = contextFor(port, {addresses: ['127.0.0.1', '2001:ee0::1'], politeness: {timeoutMs: 500}})
    closing.push(close)
    const network = {...context.network, permits: () => true, dial: async () => ({ok: false, reason: 'no-route', detail: 'ENETUNREACH'})}
    const fetched = {ok: false, asked: '', reason: 'no-route', detail: 'ENETUNREACH', hops: []}
    const fetcher: typeof context.fetcher = {
      ...context.fetcher,
      requests: 0,
      fetch: async (url, options) => (options?.address === undefined ? context.fetcher.fetch(url, options) : (fetched as never)),
    }
    const {facts} = await collectWeb({...context, fetcher, network: network as never}, blockPages)
    expect(facts.web).toMatchObject({ok: true, gaps: {ipv6: {reason: 'not-supported', detail: expect.stringContaining('this machine')}}})
  })

  test.skipIf(!hasIpv6)('where the first address is dead, the next is tried, as a browser does', async () => {
    const port = await listen('::1')
    expect(await look(port, ['127.0.0.1', '::1'])).toMatchObject({status: 'ok', ipv4: {answered: false}, ipv6: {answered: true}})
  })
})
