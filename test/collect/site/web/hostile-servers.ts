import type {Socket} from 'node:net'
import {brotliCompressSync, constants, gzipSync, zstdCompressSync} from 'node:zlib'
import type {SiteStatus} from '../../../../src/model/facts/site/web.ts'
import {onRequest} from '../http/stand.ts'

/** A server of ill will, and what a probe may make of it. `ok`: its page is read, cut where it has no end. */
export interface HostileServer {
  name: string
  answer: (socket: Socket, index: number) => void
  /** More than one where it depends on how fast this machine is. */
  status: SiteStatus | SiteStatus[]
}

const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024)
const gzipBomb = gzipSync(zeros(60))
const brotliBomb = brotliCompressSync(zeros(60), {params: {[constants.BROTLI_PARAM_QUALITY]: 4}})
const zstdBomb = zstdCompressSync(zeros(60))

const replyWith =
  (bytes: string | Buffer, end = false) =>
  (socket: Socket) =>
    onRequest(socket, () => {
      socket.write(bytes)
      if (end) socket.end()
    })

const whole = (status: string, headers: string[], body: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${[status, ...headers, `content-length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n`),
    Buffer.from(body as string),
  ])

/** Writes until the other side has had enough. */
function flood(socket: Socket, block: string | Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  }
  socket.on('drain', more)
  more()
}

function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(text)), 30)
  timer.unref()
}

const after = (start: string, then: (socket: Socket) => void) => (socket: Socket) =>
  onRequest(socket, () => {
    socket.write(start)
    then(socket)
  })

const page = '<!doctype html><title>Sở Tư pháp</title><p>Trang thông tin điện tử</p>'
const mebibyte = Buffer.alloc(1024 * 1024, 'x')

export const hostileServers: HostileServer[] = [
  {name: 'a tarpit', answer: () => undefined, status: 'timeout'},
  {name: 'a first line without end', answer: (socket) => drip(socket, 'H'), status: 'protocol-error'},
  {name: 'headers drop by drop', answer: after('HTTP/1.1 200 OK\r\nx-a: ', (socket) => drip(socket, 'b')), status: 'timeout'},
  {
    name: 'a body drop by drop',
    answer: after('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n', (socket) => drip(socket, 'x')),
    status: 'timeout',
  },
  {
    name: 'headers without end',
    answer: after('HTTP/1.1 200 OK\r\n', (socket) => flood(socket, `x-a: ${'b'.repeat(1000)}\r\n`.repeat(60))),
    status: 'too-big',
  },
  {name: 'one header of 1 MB', answer: replyWith(`HTTP/1.1 200 OK\r\nx-a: ${'b'.repeat(1_000_000)}\r\n\r\n`), status: 'too-big'},
  {
    name: '10,000 headers',
    answer: replyWith(`HTTP/1.1 200 OK\r\n${'x-header-name: 1\r\n'.repeat(10_000)}content-length: 1\r\n\r\nx`),
    status: 'too-big',
  },
  {name: 'a body without end', answer: after('HTTP/1.1 200 OK\r\n\r\n', (socket) => flood(socket, mebibyte)), status: 'ok'},
  {
    name: 'a page of 100 MB',
    answer: after('HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n', (socket) => flood(socket, mebibyte)),
    status: 'ok',
  },
  {
    name: 'chunks without end',
    answer: after('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', (socket) =>
      flood(socket, Buffer.concat([Buffer.from('100000\r\n'), mebibyte, Buffer.from('\r\n')])),
    ),
    status: 'ok',
  },
  {
    name: 'a million chunks of one byte',
    answer: after('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', (socket) => flood(socket, '1\r\nx\r\n'.repeat(10_000))),
    status: ['timeout', 'ok'],
  },
  {
    name: 'extensions of a chunk without end',
    answer: after('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;a=', (socket) => flood(socket, 'b'.repeat(60_000))),
    status: ['timeout', 'too-big'],
  },
  {name: 'a gzip bomb', answer: replyWith(whole('200 OK', ['content-encoding: gzip'], gzipBomb)), status: 'ok'},
  {
    name: 'a gzip bomb that says it is small',
    answer: replyWith(whole('200 OK', ['content-encoding: gzip'], Buffer.concat([gzipBomb.subarray(0, -4), Buffer.from([10, 0, 0, 0])]))),
    status: 'ok',
  },
  {name: 'a brotli bomb', answer: replyWith(whole('200 OK', ['content-encoding: br'], brotliBomb)), status: 'too-big'},
  {name: 'a zstd bomb nobody asked for', answer: replyWith(whole('200 OK', ['content-encoding: zstd'], zstdBomb)), status: 'too-big'},
  {
    name: 'a bomb in a bomb',
    answer: replyWith(whole('200 OK', ['content-encoding: gzip, gzip'], gzipSync(gzipBomb))),
    status: 'protocol-error',
  },
  {name: 'gzip that is none', answer: replyWith(whole('200 OK', ['content-encoding: gzip'], page)), status: 'protocol-error'},
  {name: 'HTTP/0.9', answer: replyWith(page, true), status: 'protocol-error'},
  {name: 'another protocol', answer: (socket) => socket.write('220 mail.gov.vn ESMTP\r\n'), status: 'protocol-error'},
  {
    name: 'noise',
    answer: (socket) => socket.write(Buffer.from(Array.from({length: 4000}, (_, index) => (index * 89) % 256))),
    status: 'protocol-error',
  },
  {name: 'a status of four digits', answer: replyWith('HTTP/1.1 2000 OK\r\n\r\n'), status: 'protocol-error'},
  {name: 'a status that is no number', answer: replyWith('HTTP/1.1 OK\r\n\r\n'), status: 'protocol-error'},
  {name: 'a header with a zero byte', answer: replyWith('HTTP/1.1 200 OK\r\nx-a: b\0c\r\n\r\n'), status: 'protocol-error'},
  {
    name: 'a space before the colon',
    answer: replyWith('HTTP/1.1 200 OK\r\nx-a : b\r\ncontent-length: 1\r\n\r\nx'),
    status: 'protocol-error',
  },
  {name: 'a negative length', answer: replyWith('HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nx'), status: 'protocol-error'},
  {name: 'two lengths', answer: replyWith('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 9\r\n\r\nx'), status: 'protocol-error'},
  {
    name: 'a length and chunks',
    answer: replyWith('HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'),
    status: 'protocol-error',
  },
  {
    name: 'a length that is too long',
    answer: replyWith('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc', true),
    status: 'protocol-error',
  },
  {
    name: 'a chunk that is no number',
    answer: replyWith('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\nabc\r\n'),
    status: 'protocol-error',
  },
  {
    name: 'chunks that break off',
    answer: replyWith('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\nabc', true),
    status: 'protocol-error',
  },
  {
    name: 'a flood of status 103',
    answer: (socket) => onRequest(socket, () => flood(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(2000))),
    status: 'protocol-error',
  },
  {
    name: 'a flood of status 100',
    answer: (socket) => onRequest(socket, () => flood(socket, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(2000))),
    status: 'protocol-error',
  },
  {
    name: 'another protocol from here on',
    answer: replyWith('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
    status: 'protocol-error',
  },
  {name: 'closed at once', answer: (socket) => socket.end(), status: 'reset'},
  {name: 'reset at once', answer: (socket) => socket.destroy(), status: 'reset'},
  {name: 'closed after the request', answer: (socket) => onRequest(socket, () => socket.end()), status: 'reset'},
  {name: 'closed within the headers', answer: replyWith('HTTP/1.1 200 OK\r\nx-a: b', true), status: 'reset'},
  {
    name: 'a length that is too short, then another answer',
    answer: replyWith(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n${'abcde'.repeat(3000)}`),
    status: 'ok',
  },
  {name: 'status 204 with a body', answer: replyWith(`HTTP/1.1 204 No Content\r\n\r\n${page}`, true), status: 'ok'},
  {
    name: 'a block page with status 200',
    answer: replyWith(
      whole(
        '200 OK',
        [],
        '<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 1',
      ),
    ),
    status: 'blocked',
  },
  {
    name: 'a challenge by script',
    answer: replyWith(
      whole('200 OK', [], '<html><body><script>document.cookie="D1N=ab"+"; path=/";window.location.reload(true);</script></body></html>'),
    ),
    status: 'blocked',
  },
  {name: 'status 403', answer: replyWith(whole('403 Forbidden', [], 'no')), status: 'blocked'},
  {name: 'status 406', answer: replyWith(whole('406 Not Acceptable', [], 'no')), status: 'blocked'},
  {name: 'status 429 without a time', answer: replyWith(whole('429 Too Many Requests', [], '')), status: 'rate-limited'},
  {name: 'status 429 with a time', answer: replyWith(whole('429 Too Many Requests', ['retry-after: 3'], '')), status: 'rate-limited'},
  {name: 'status 429 for a day', answer: replyWith(whole('429 Too Many Requests', ['retry-after: 86400'], '')), status: 'rate-limited'},
  {
    name: 'status 503 until a day to come',
    answer: replyWith(
      whole('503 Service Unavailable', ['date: Thu, 26 Nov 2026 00:00:00 GMT', 'retry-after: Fri, 27 Nov 2026 00:00:00 GMT'], ''),
    ),
    status: 'rate-limited',
  },
]
