import type {Socket} from 'node:net'
import {type DialFailure, type SiteNetwork, siteClock} from '../net/network.ts'
import {receive} from './receive.ts'

export interface StartTlsOptions {
  address: string
  port: number
  /** Name by which we greet: EHLO. */
  ehlo: string
  firstByteMs?: number
  totalMs?: number
  signal: AbortSignal
}

export type StartTls =
  | {ok: true; socket: Socket; greeting: string}
  /** `not-offered` was said by the server; every other reason says nothing about it. */
  | {ok: false; reason: DialFailure | 'not-offered' | 'refused-by-server' | 'not-smtp'; detail: string; greeting?: string}

const mostBytes = 16_384

/** A connection to a mail server that waits for our ClientHello: greeting, EHLO, STARTTLS (RFC 3207). */
export async function openStartTls(network: SiteNetwork, options: StartTlsOptions): Promise<StartTls> {
  const {address, port, signal, firstByteMs = 4000, totalMs = 8000} = options
  const clock = siteClock(network)
  const until = clock() + totalMs
  const dialled = await network.dial({address, port, timeoutMs: firstByteMs, signal})
  if (!dialled.ok) return dialled
  const {socket} = dialled
  const ask = (line?: string) => {
    if (line !== undefined && socket.writable) socket.write(`${line}\r\n`)
    return readReply(socket, {firstByteMs, totalMs: until - clock(), signal})
  }
  const give = (reason: Exclude<StartTls, {ok: true}>['reason'], detail: string, greeting?: string): StartTls => {
    socket.destroy()
    return {ok: false, reason, detail, ...(greeting === undefined ? {} : {greeting})}
  }
  const hello = await ask()
  if (!hello.ok) return give(hello.reason, hello.detail)
  const greeting = hello.lines[0] ?? ''
  if (hello.code !== 220) return give('refused-by-server', `the mail server greets with ${greeting}`, greeting)
  const offer = await ask(`EHLO ${options.ehlo.replace(/[^A-Za-z0-9.:[\]-]/g, '')}`)
  if (!offer.ok) return give(offer.reason, offer.detail, greeting)
  if (offer.code !== 250) return give('refused-by-server', `EHLO was answered with ${offer.lines[0]}`, greeting)
  if (!offer.lines.some((line) => /^250[ -]STARTTLS\s*$/i.test(line)))
    return give('not-offered', 'the mail server does not offer STARTTLS', greeting)
  const ready = await ask('STARTTLS')
  if (!ready.ok) return give(ready.reason, ready.detail, greeting)
  if (ready.code !== 220) return give('refused-by-server', `STARTTLS was answered with ${ready.lines[0]}`, greeting)
  return {ok: true, socket, greeting}
}

type Reply = {ok: true; code: number; lines: string[]} | {ok: false; reason: 'timeout' | 'reset' | 'stopped' | 'not-smtp'; detail: string}

/** One reply of SMTP: lines of the same code, the last without a hyphen (RFC 5321 4.2). */
async function readReply(socket: Socket, options: Parameters<typeof receive>[1]): Promise<Reply> {
  let text = ''
  let wrong = false
  const ending = await receive(socket, options, (chunk) => {
    text += chunk.toString('latin1')
    wrong = text.length > mostBytes || !/^\d{0,3}$|^\d{3}[ \r\n-]/.test(text.slice(0, 4))
    return wrong || /(?:^|\n)\d{3}(?: [^\n]*)?\r?\n$/.test(text)
  })
  if (wrong) return {ok: false, reason: 'not-smtp', detail: 'the answer is no SMTP'}
  if (ending === 'timeout' || ending === 'stopped') return {ok: false, reason: ending, detail: 'the mail server did not answer in time'}
  if (ending !== 'done') return {ok: false, reason: 'reset', detail: 'the mail server ended the connection'}
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.replace(/[^\x20-\x7e]/g, '?').slice(0, 200))
  return {ok: true, code: Number(lines.at(-1)?.slice(0, 3)), lines}
}
