import {gzipSync} from 'node:zlib'
import {afterEach, expect, test} from 'vitest'
import {fetcherFor, onRequest, scripted} from './stand.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** The same numbers in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const body = gzipSync('<!doctype html><title>Sở Tư pháp</title>'.repeat(20))
const good = [
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 200 OK\r\nserver: nginx\r\nset-cookie: a=1; Secure\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]),
  Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n3\r\nabc\r\n0\r\nx-trailer: 1\r\n\r\n'),
  Buffer.from('HTTP/1.1 302 Found\r\nlocation: /other/path?x=1#y\r\ncontent-length: 0\r\n\r\n'),
]

function change(bytes: Buffer, random: (below: number) => number): Buffer {
  const changed = Buffer.from(bytes)
  for (let times = 1 + random(4); times > 0; times--) changed[random(changed.length)] = random(256)
  const at = random(changed.length)
  const ways = [
    changed,
    changed.subarray(0, at),
    Buffer.concat([changed, changed]),
    Buffer.concat([changed.subarray(0, at), changed.subarray(at / 2)]),
  ]
  return ways[random(ways.length)] ?? changed
}

test('answers that were changed at random give a page or a reason, in time', async () => {
  const random = createRandom(20_261_126)
  let answer: Buffer = Buffer.alloc(0)
  const server = await scripted((socket) => onRequest(socket, () => socket.end(answer)))
  closing.push(server.close)
  const reasons = new Map<string, number>()
  const began = performance.now()
  for (let round = 0; round < 600; round++) {
    const {fetcher} = fetcherFor(server.port, {politeness: {timeoutMs: 300, perSite: 10}})
    answer = change(good[round % good.length] ?? Buffer.alloc(0), random)
    const fetched = await fetcher.fetch(`http://127.0.0.1:${server.port}/`)
    const reason = fetched.ok ? 'ok' : fetched.reason
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    await fetcher.close()
  }
  expect([...reasons.keys()].sort()).toEqual(expect.arrayContaining(['ok', 'protocol-error']))
  expect(reasons.get('timeout') ?? 0).toBeLessThan(20)
  expect(performance.now() - began).toBeLessThan(20_000)
}, 30_000)
