import type {Socket} from 'node:net'
import {afterAll, describe, expect, it} from 'vitest'
import {openStartTls} from '../../../../src/collect/site/tls/start-tls.ts'
import {loopback} from './loopback.ts'
import {freePort} from './programs.ts'
import {scripted, stopScripted} from './scripted.ts'

afterAll(stopScripted)

/** Says each line when it is spoken to; the first one by itself. */
const says =
  (...lines: string[]) =>
  (socket: Socket) => {
    const left = [...lines]
    const next = () => {
      const line = left.shift()
      if (line !== undefined) socket.write(line)
    }
    next()
    socket.on('data', next)
  }
const offer = '250-mail.test\r\n250-8BITMIME\r\n250 STARTTLS\r\n'

const cases: {name: string; script: (socket: Socket) => void; reason?: string}[] = [
  {name: 'ready', script: says('220 mail.test\r\n', offer, '220 go\r\n')},
  {name: 'greeting of several lines', script: says('220-mail.test\r\n220-xin\r\n220 chao\r\n', offer, '220 go\r\n')},
  {
    name: 'lines in small pieces',
    script: (socket) => {
      says('', offer, '220 go\r\n')(socket)
      for (const [index, letter] of [...'220 mail.test\r\n'].entries()) setTimeout(() => socket.write(letter), index * 5)
    },
  },
  {name: 'STARTTLS in lower case', script: says('220 a\r\n', '250-a\r\n250-starttls\r\n250 HELP\r\n', '220 go\r\n')},
  {name: 'no STARTTLS', script: says('220 a\r\n', '250 a\r\n'), reason: 'not-offered'},
  {name: 'a word that only contains it', script: says('220 a\r\n', '250-a\r\n250 XSTARTTLS\r\n'), reason: 'not-offered'},
  {name: 'offered, then refused', script: says('220 a\r\n', offer, '454 TLS not available\r\n'), reason: 'refused-by-server'},
  {name: 'sent away at once', script: says('554 no\r\n'), reason: 'refused-by-server'},
  {name: 'EHLO refused', script: says('220 a\r\n', '550 no\r\n'), reason: 'refused-by-server'},
  {name: 'another protocol', script: says('SSH-2.0-OpenSSH\r\n'), reason: 'not-smtp'},
  {name: 'a line without end', script: says('220-'.concat('a'.repeat(100_000))), reason: 'not-smtp'},
  {name: 'never speaks', script: () => {}, reason: 'timeout'},
  {name: 'closes', script: (socket) => socket.end(), reason: 'reset'},
  {name: 'closes after the greeting', script: (socket) => socket.end('220 a\r\n'), reason: 'reset'},
]

describe('STARTTLS of SMTP', () => {
  it.each(cases)('$name', async ({script, reason}) => {
    const port = await scripted(script, true)
    const limits = {firstByteMs: 300, totalMs: 600, signal: new AbortController().signal}
    const opened = await openStartTls(loopback(), {address: '127.0.0.1', port, ehlo: 'kiemtra.test\r\nMAIL FROM:<a>', ...limits})
    if (reason === undefined) {
      expect(opened.ok).toBe(true)
      if (opened.ok) opened.socket.destroy()
    } else expect(opened).toMatchObject({ok: false, reason})
  })

  it('a port on which nothing listens is refused', async () => {
    const signal = new AbortController().signal
    expect(await openStartTls(loopback(), {address: '127.0.0.1', port: await freePort(), ehlo: 'a', signal})).toMatchObject({
      ok: false,
      reason: 'refused',
    })
  })
})
