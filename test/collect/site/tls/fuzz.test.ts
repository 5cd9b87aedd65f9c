import {randomBytes} from 'node:crypto'
import {connect} from 'node:net'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {vector} from '../../../../src/collect/site/tls/bytes.ts'
import type {Conversation} from '../../../../src/collect/site/tls/conversation.ts'
import {createHandshake, type Until} from '../../../../src/collect/site/tls/handshake.ts'
import {tlsLimits} from '../../../../src/collect/site/tls/limits.ts'
import {createSsl2Conversation} from '../../../../src/collect/site/tls/ssl2.ts'
import {readableSuites} from '../../../../src/collect/site/tls/tls13-keys.ts'
import {numberOf} from './cases.ts'
import {createStand, freePort, has, makeCertificates} from './programs.ts'
import {alert, answer, readHello, ssl2Answer} from './scripted.ts'

const stand = createStand()
afterAll(() => stand.stop())

const handshake = (version: number, until: Until = 'tickets'): Conversation =>
  createHandshake({
    offer: {
      version,
      suites: version === 0x0304 ? readableSuites : [0xc02f, 0x9e, 0x2f],
      serverName: 'trang.test',
      groups: [0x1d, 0x17, 0x18],
    },
    until,
    keyExchangeOf: (suite) => (suite === 0x9e ? 'DHE_RSA' : suite === 0xc02f ? 'ECDHE_RSA' : 'RSA'),
    mostBytes: tlsLimits.connectionBytes,
    mostMessages: tlsLimits.handshakeMessages,
  })

const certificate = randomBytes(300)
const hello = readHello(handshake(0x0303).opening)
if (!hello) throw new Error('our own hello does not read')
const recorded: Record<string, {make: () => Conversation; bytes: Buffer}> = {
  'ECDHE with everything': {
    make: () => handshake(0x0303),
    bytes: answer(hello, {
      versions: [0x0303],
      suites: [0xc02f],
      group: 0x1d,
      certificate,
      heartbeat: true,
      scts: vector(2, vector(2, randomBytes(40))),
    }),
  },
  'DHE, two bytes a record': {
    make: () => handshake(0x0303),
    bytes: answer(hello, {versions: [0x0303], suites: [0x9e], prime: numberOf(512), certificate: randomBytes(30), fragment: 2}),
  },
  'an alert': {make: () => handshake(0x0303), bytes: alert(40)},
  'SSL 2.0': {
    make: () => createSsl2Conversation([0x010080, 0x0700c0], tlsLimits.connectionBytes),
    bytes: ssl2Answer(certificate, [0x010080, 0x0700c0]),
  },
}

/** Feeds bytes until the conversation is done; the caller's patience is the measure of a hang. */
function feed(conversation: Conversation, ...chunks: Buffer[]): void {
  for (const chunk of chunks) if (conversation.push(chunk).done) return
}

/** The same flips each time. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe.each(Object.entries(recorded))('what a server says: %s', (_, {make, bytes}) => {
  it('reads whole, and byte by byte to the same', () => {
    const whole = make()
    feed(whole, bytes)
    const slow = make()
    feed(slow, ...Array.from(bytes, (byte) => Buffer.from([byte])))
    expect(whole.seen.hello ?? whole.seen.ssl2 ?? whole.seen.alert).toBeDefined()
    expect(slow.seen).toEqual(whole.seen)
  })

  it('cut at every byte, it neither throws nor says more than was there', () => {
    for (let at = 0; at < bytes.length; at++) {
      const conversation = make()
      feed(conversation, bytes.subarray(0, at))
      expect(conversation.seen.complete).toBe(false)
    }
  })

  it('with bytes flipped, put in and left out it never throws', () => {
    const random = generator(20_261_126)
    for (let round = 0; round < 3000; round++) {
      const changed = Buffer.from(bytes)
      for (let flips = 1 + Math.floor(random() * 4); flips > 0; flips--)
        changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256)
      const at = Math.floor(random() * changed.length)
      const parts = random() < 0.3 ? [changed.subarray(0, at), randomBytes(1 + Math.floor(random() * 20)), changed.subarray(at)] : [changed]
      feed(make(), ...(random() < 0.2 ? parts.slice(1) : parts))
    }
  })
})

it('noise is no TLS', () => {
  for (let round = 0; round < 3000; round++) {
    const conversation = handshake(round % 2 === 0 ? 0x0303 : 0x0304)
    feed(conversation, Buffer.concat([Buffer.from([22, 3, 3]), randomBytes(200)]))
    feed(createSsl2Conversation([0x010080], 1000), randomBytes(round % 300))
    expect(conversation.seen.complete).toBe(false)
  }
})

describe.skipIf(!has('openssl'))('TLS 1.3 of a real server, changed on the way', () => {
  let port = 0
  beforeAll(async () => {
    makeCertificates(stand)
    port = await freePort()
    await stand.start('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, '-cert', 'rsa.pem', '-key', 'rsa.key', '-quiet'], port)
  })

  it('flips never throw, never hang, and never pass for a whole flight', {timeout: 30_000}, async () => {
    const random = generator(7)
    for (let round = 0; round < 60; round++) {
      const conversation = handshake(0x0304)
      await new Promise<void>((resolve) => {
        const socket = connect({host: '127.0.0.1', port}, () => socket.write(conversation.opening))
        socket.setTimeout(500, () => socket.destroy())
        socket.on('close', () => resolve())
        socket.on('error', () => {})
        socket.once('data', (chunk) => {
          // Beyond the hello everything is encrypted, and any change must break it.
          const at = 140 + Math.floor(random() * (chunk.length - 140))
          const changed = Buffer.from(chunk)
          changed[at] = (changed[at] ?? 0) ^ (1 + Math.floor(random() * 255))
          conversation.push(changed)
          socket.destroy()
        })
      })
      expect(conversation.seen.complete).toBe(false)
    }
  })
})
