import {Buffer} from 'node:buffer'
import {a, answerTo, framed, type Script} from './hostile-server.ts'

const truncated = 0x200
export const host = 'www.d.gov.vn'

export const good = (query: Buffer) => answerTo(query, {answers: [a(host)]})
export const cname = (name: string, data: string) => ({type: 'CNAME', name, ttl: 60, data}) as const

/** Bytes of an answer whose record name is what is given. */
function withName(query: Buffer, name: number[]): Buffer {
  const head = answerTo(query)
  head.writeUInt16BE(1, 6)
  return Buffer.concat([head, Buffer.from([...name, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 1, 2, 3, 4])])
}

/** Servers whose answers count for nothing, and what the client says of each. */
export const failing: {name: string; script: Script; reason: string; most?: number}[] = [
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

/** Servers whose answer counts in the end. */
export const answered: {name: string; script: Script; records: number; exists?: boolean; asked?: number}[] = [
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
