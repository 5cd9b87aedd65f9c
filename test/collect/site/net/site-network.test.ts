import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createAddressRules} from '../../../../src/collect/site/net/address-rules.ts'
import {createConnectionLimits} from '../../../../src/collect/site/net/connection-limits.ts'
import {createDeadline} from '../../../../src/collect/site/net/deadline.ts'
import {siteClock} from '../../../../src/collect/site/net/network.ts'
import {createSystemResolver, resolveSite} from '../../../../src/collect/site/net/resolve-site.ts'
import {createSiteNetwork} from '../../../../src/collect/site/net/site-network.ts'
import {scripted, table} from '../http/stand.ts'

const settings = {perAddress: 2, perNetwork: 3, loopback: 2}
const signal = new AbortController().signal
const open = async (work: Promise<() => void>) => Promise.race([work.then(() => 'open' as const), sleep(20).then(() => 'waits' as const)])

describe('places for connections', () => {
  test('an address has two, its network three, another network its own', async () => {
    const limits = createConnectionLimits(settings)
    const first = await limits.acquire('8.8.8.1', signal)
    await limits.acquire('8.8.8.1', signal)
    const third = limits.acquire('8.8.8.1', signal)
    expect(await open(third)).toBe('waits')
    expect(await open(limits.acquire('8.8.8.2', signal))).toBe('open')
    const blocked = limits.acquire('8.8.8.3', signal)
    expect(await open(blocked)).toBe('waits')
    expect(await open(limits.acquire('8.8.9.1', signal))).toBe('open')
    expect(await open(limits.acquire('2001:db8:1::1', signal))).toBe('open')
    first()
    first()
    expect(await open(third)).toBe('open')
    expect(await open(blocked)).toBe('waits')
  })

  test('IPv6 networks are those of a site (/48), however the address is written', async () => {
    const limits = createConnectionLimits(settings)
    for (const address of ['2001:0ee0:1:1::1', '2001:ee0:1:2::1', '2001:ee0:0001:3::'])
      expect(await open(limits.acquire(address, signal))).toBe('open')
    expect(await open(limits.acquire('2001:ee0:1:4::1', signal))).toBe('waits')
    expect(await open(limits.acquire('2001:ee0:2::1', signal))).toBe('open')
  })

  test('who gives up leaves the queue', async () => {
    const limits = createConnectionLimits(settings)
    const release = await limits.acquire('8.8.8.1', signal)
    await limits.acquire('8.8.8.1', signal)
    const controller = new AbortController()
    const waiting = limits.acquire('8.8.8.1', controller.signal)
    const next = limits.acquire('8.8.8.1', signal)
    controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    release()
    expect(await open(next)).toBe('open')
  })
})

describe('the door of a site', () => {
  let server: Awaited<ReturnType<typeof scripted>>
  beforeAll(async () => {
    server = await scripted(() => undefined)
  })
  afterAll(() => server.close())
  const network = (allowed: string[], more = {}) => {
    const rules = createAddressRules(allowed)
    if (!rules) throw new Error('bad range')
    return createSiteNetwork({rules, limits: createConnectionLimits(settings), signal, maxConnections: 100, ...more})
  }

  test('an address that is not allowed sees no connection', async () => {
    const before = server.connections()
    expect(await network([]).dial({address: '127.0.0.1', port: server.port})).toMatchObject({ok: false, reason: 'private-address'})
    expect(await network(['127.0.0.1']).dial({address: 'localhost', port: server.port})).toMatchObject({
      ok: false,
      reason: 'private-address',
    })
    await sleep(20)
    expect(server.connections()).toBe(before)
  })

  test('a closed socket frees its place', async () => {
    const door = network(['127.0.0.1'])
    const options = {address: '127.0.0.1', port: server.port}
    const [first, second] = [await door.dial(options), await door.dial(options)]
    const third = door.dial(options)
    expect(await Promise.race([third.then(() => 'open'), sleep(30).then(() => 'waits')])).toBe('waits')
    if (first.ok) first.socket.destroy()
    const opened = await third
    expect(opened.ok).toBe(true)
    if (opened.ok) opened.socket.destroy()
    if (second.ok) second.socket.destroy()
    expect(door.connections).toBe(3)
  })

  test('refusals, budgets and interrupts are told apart', async () => {
    const gone = await scripted(() => undefined)
    await gone.close()
    const door = network(['127.0.0.1'], {maxConnections: 2})
    expect(await door.dial({address: '127.0.0.1', port: gone.port})).toMatchObject({ok: false, reason: 'refused'})
    const stopped = AbortSignal.abort()
    expect(await door.dial({address: '127.0.0.1', port: server.port, signal: stopped})).toMatchObject({ok: false, reason: 'stopped'})
    expect(await door.dial({address: '127.0.0.1', port: server.port})).toMatchObject({ok: false, reason: 'budget'})
  })
})

describe('many sites of one machine room', () => {
  test('the clock of a site stands still while it waits for a place, and others are told that it waits', async () => {
    const server = await scripted((socket) => socket.on('data', () => undefined))
    const rules = createAddressRules(['127.0.0.1'])
    if (!rules) throw new Error('bad range')
    const limits = createConnectionLimits({perAddress: 1, perNetwork: 1, loopback: 1})
    const [first, second] = [
      createSiteNetwork({rules, limits, signal, maxConnections: 100}),
      createSiteNetwork({rules, limits, signal, maxConnections: 100}),
    ]
    const options = {address: '127.0.0.1', port: server.port}
    const held = await first.dial(options)
    const clock = siteClock(second)
    const [began, beganClock] = [performance.now(), clock()]
    const waiting = second.dial(options)
    await sleep(120)
    expect(first.isCrowded?.('127.0.0.1')).toBe(true)
    expect(first.isCrowded?.('8.8.8.8')).toBe(false)
    expect(first.waitedMs).toBeLessThan(20)
    if (held.ok) held.socket.destroy()
    const got = await waiting
    expect(got.ok).toBe(true)
    expect(first.isCrowded?.('127.0.0.1')).toBe(false)
    expect(performance.now() - began).toBeGreaterThan(115)
    expect(clock() - beganClock).toBeLessThan(60)
    if (got.ok) got.socket.destroy()
    await server.close()
  })

  test('a deadline counts by its clock, ends with what is above it, and by what came', async () => {
    let now = 0
    const byClock = createDeadline(signal, {timeoutMs: 50, clock: () => now})
    await sleep(150)
    expect(byClock.ended()).toBeUndefined()
    now = 50
    await sleep(100)
    expect([byClock.ended(), byClock.signal.aborted]).toEqual(['timeout', true])
    const above = new AbortController()
    const stopped = createDeadline(above.signal, {timeoutMs: 1000, clock: () => 0})
    above.abort()
    expect(stopped.ended()).toBe('stopped')
    let bytes = 10
    const flooded = createDeadline(signal, {timeoutMs: 1000, clock: () => 0, received: () => bytes, maxReceived: 5})
    bytes = 16
    await sleep(150)
    expect(flooded.ended()).toBe('too-big')
    for (const one of [byClock, stopped, flooded]) one.clear()
  })
})

describe('addresses of a site', () => {
  const rules = createAddressRules(['10.0.0.0/8'])
  if (!rules) throw new Error('bad range')
  test.each<[string, string[], string[]]>([
    ['hai.gov.vn', ['8.8.8.8', '10.1.1.1'], ['192.168.1.1']],
    ['trong.gov.vn', [], ['127.0.0.1', '::1']],
    ['[2001:ee0::1]', ['2001:ee0::1'], []],
    ['127.0.0.1', [], ['127.0.0.1']],
  ])('%s', async (host, permitted, refused) => {
    const resolver = table({'hai.gov.vn': ['8.8.8.8', '10.1.1.1', '192.168.1.1', '8.8.8.8'], 'trong.gov.vn': ['127.0.0.1', '::1']})
    expect(await resolveSite(host, resolver, rules, signal)).toEqual({permitted, refused})
  })

  test('a name that does not exist', async () => {
    expect(await resolveSite('khong.gov.vn', table({}), rules, signal)).toMatchObject({permitted: [], failure: {reason: 'nxdomain'}})
  })

  test('the resolver of this machine knows localhost', async () => {
    const answer = await createSystemResolver().resolve('localhost', signal)
    expect(answer.ok && answer.addresses.every((address) => address === '127.0.0.1' || address === '::1')).toBe(true)
  })
})
