import {randomBytes} from 'node:crypto'
import {expect} from 'vitest'
import {vector} from '../../../../src/collect/site/tls/bytes.ts'
import {type Case, hurry} from './cases.ts'
import {freePort} from './programs.ts'
import {alert, answer, type Behaviour, message, record, scripted} from './scripted.ts'

/** A guard lets five, or eight, connections through: only the first one brought a hello. */
const openAfterFirst = [
  'tls.0rtt',
  ...cipherChecks(),
  ...['tls.dh.weak', 'tls.fallback-scsv.missing', 'tls.group.weak', 'tls.no-tls13', 'tls.order.client', 'tls.pqc'],
  ...['tls.sslv2', 'tls.sslv3', 'tls.tls10', 'tls.tls11'],
]
const sound: Behaviour = {versions: [0x0303], suites: [0xc02f, 0xc030], group: 0x1d, certificate: Buffer.from('chung thu')}
const pages = (status: number, url = 'http://trang.test/') => ({
  requests: 1,
  fetch: async (asked: string) => ({
    ok: true as const,
    asked,
    url,
    status,
    headers: [],
    body: Buffer.from('<html>'),
    truncated: false,
    hops: [],
  }),
})
function cipherChecks(): string[] {
  return ['3des', 'anon', 'des', 'export', 'null', 'rc4'].map((name) => `tls.cipher.${name}`)
}

/** Sends the same again and again, as fast as it is taken. */
const endlessly =
  (bytes: Buffer, first = Buffer.alloc(0)): Case['start'] =>
  () =>
    scripted((socket) => {
      socket.write(first)
      const many = Buffer.concat(Array.from({length: Math.ceil(60_000 / bytes.length)}, () => bytes))
      // By turns with the rest of this process, which is also the visitor.
      const more = () => socket.writable && socket.write(many, () => setImmediate(more))
      more()
    })

const nothing = {fails: [], limits: hurry}

export const hostileCases: Case[] = [
  {name: 'a tarpit that never speaks', ...nothing, start: () => scripted(() => {}), missing: 'timeout'},
  {
    name: 'a drip of one byte in a while',
    ...nothing,
    start: () =>
      scripted((socket) => {
        socket.write(Buffer.from([22]))
        const timer = setInterval(() => socket.writable && socket.write(Buffer.from([3])), 60)
        socket.on('close', () => clearInterval(timer))
      }),
    missing: 'timeout',
  },
  {name: 'a handshake without end', ...nothing, start: endlessly(record(22, message(11, vector(3)))), missing: 'error'},
  {
    name: 'a flight without end after its hello',
    limits: hurry,
    start: endlessly(
      record(22, message(22)),
      answer({version: 0x0303, suites: [0xc02f], compression: [0], extensions: new Map(), bytes: 0, ssl2: false}, sound).subarray(
        0,
        5 + 60,
      ),
    ),
    missing: 'error',
    fails: [],
  },
  {name: 'empty records without end', ...nothing, start: endlessly(record(22, Buffer.alloc(0))), missing: 'error'},
  {
    name: 'a message of 16 MB',
    ...nothing,
    start: endlessly(record(22, Buffer.alloc(16_000, 1)), record(22, Buffer.from([2, 0xff, 0xff, 0xff]))),
    missing: 'error',
  },
  {
    name: 'garbage',
    ...nothing,
    start: () => scripted((socket) => socket.end(Buffer.from([1, 2, 3, ...randomBytes(500)]))),
    missing: 'error',
  },
  {name: 'a reset each time', ...nothing, start: () => scripted((socket) => socket.resetAndDestroy()), missing: 'error'},
  {name: 'an alert each time', ...nothing, start: () => scripted((socket) => socket.end(alert(40))), missing: 'error'},
  {name: 'an alert cut short', ...nothing, start: () => scripted((socket) => socket.end(alert(40).subarray(0, 6))), missing: 'error'},
  {name: 'closed each time', ...nothing, start: () => scripted((socket) => socket.end()), missing: 'error'},
  {
    name: 'plain HTTP on the port of https, no pages on 80',
    start: () => scripted((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    fails: [],
    unknown: [],
    facts: {served: false, plainPages: false},
  },
  {
    name: 'plain HTTP on the port of https, pages on 80',
    start: () => scripted((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    context: {fetcher: pages(200) as never},
    fails: ['tls.none'],
    facts: {served: false, plainPages: true},
  },
  {name: 'closed port, pages on 80', start: () => freePort(), context: {fetcher: pages(200) as never}, fails: ['tls.none']},
  {
    name: 'closed port, port 80 blocked: nobody can tell',
    start: () => freePort(),
    context: {
      fetcher: {
        requests: 1,
        fetch: async (asked: string) => ({ok: false as const, asked, reason: 'timeout' as const, detail: 'no answer', hops: []}),
      },
    },
    fails: [],
    unknown: ['tls.none'],
  },
  {
    name: 'closed port, 80 leads to https',
    start: () => freePort(),
    context: {
      fetcher: {
        requests: 1,
        fetch: async (asked: string) => ({
          ok: false as const,
          asked,
          reason: 'unreachable' as const,
          detail: 'no https',
          hops: [{url: asked, address: '127.0.0.1', status: 301, location: 'https://trang.test/'}],
        }),
      },
    },
    fails: [],
    facts: {plainPages: false},
  },
  {
    name: 'a guard that swallows bad suites',
    limits: {firstByteMs: 200, connectionMs: 400, siteMs: 8000},
    start: () =>
      scripted((socket, hello) => {
        // Only hellos with a good suite get an answer.
        if (
          hello?.ssl2 ||
          hello?.suites.some((suite) => suite === 0xc02f || suite === 0xc030 || suite >> 8 === 0x13 || suite === 0x9e || suite === 0x2f)
        )
          socket.write(answer(hello, sound))
      }),
    fails: ['tls.no-tls13'],
    unknown: cipherChecks(),
  },
  {
    name: 'a guard that resets once it has had enough: what came after the last good answer is open',
    limits: {firstByteMs: 200, connectionMs: 400, siteMs: 8000},
    start: () =>
      scripted((socket, hello, count) => {
        if (count > 5 || !hello) socket.resetAndDestroy()
        else socket.write(answer(hello, sound))
      }),
    fails: [],
    unknown: openAfterFirst,
    also: ({facts}) => expect(facts.tls?.ok && facts.tls.value.connections).toBeLessThan(10),
  },
  {
    name: 'a guard that sends alerts once it has had enough, and closes at last',
    start: () =>
      scripted((socket, hello, count) => {
        if (!hello) return
        if (count > 8) socket.end(alert(40))
        else socket.write(answer(hello, sound))
      }),
    fails: [],
    unknown: openAfterFirst,
  },
  {
    name: 'a suite that nobody offered',
    start: () =>
      scripted((socket, hello) => {
        if (!hello) return
        const whole = answer({...hello, suites: [0x0005]}, {...sound, suites: [0x0005]})
        socket.write(whole[0] === 22 ? whole.fill(0x77, 44, 46) : whole)
      }),
    fails: [],
    missing: 'error',
  },
  {
    name: 'a certificate list that lies about its length',
    start: () =>
      scripted((socket, hello) => {
        if (!hello) return
        const all = Buffer.from(answer(hello, sound))
        const at = all.indexOf('chung thu')
        if (at > 0) all[at - 4] = 0xff
        socket.write(all)
      }),
    fails: ['tls.no-tls13'],
    facts: {chain: []},
    also: ({served}) => expect(served).toBeUndefined(),
  },
]
