import {spawn} from 'node:child_process'
import {createSocket, type Socket} from 'node:dgram'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createCommandFiller} from '../../../src/report/site/fill-command.ts'
import {has} from '../../collect/site/tls/programs.ts'
import {remedies, seenSite} from './fixture.ts'

/** The commands about names and mail, asked of a name server on loopback that knows one domain with the fault and one without. */
const ready = ['dig', 'bash', 'grep'].every((program) => has(program))
const types: Record<number, string> = {1: 'A', 2: 'NS', 15: 'MX', 16: 'TXT', 28: 'AAAA', 43: 'DS', 257: 'CAA'}

const records: Record<string, Record<string, Buffer[]>> = {
  'xau.test': {NS: [name('ns1.xau.test')], TXT: [txt('v=spf1 ptr ~all'), txt('v=spf1 +all')], A: [Buffer.from([203, 0, 113, 1])]},
  '_dmarc.xau.test': {TXT: [txt('v=DMARC1; p=none')]},
  'khong-co-ten-nay-7f3a.xau.test': {A: [Buffer.from([203, 0, 113, 1])]},
  'tot.test': {
    NS: [name('ns1.tot.test'), name('ns2.khac.test')],
    TXT: [txt('v=spf1 mx -all')],
    MX: [Buffer.concat([Buffer.from([0, 10]), name('mx.tot.test')])],
    AAAA: [Buffer.from('20010db8000000000000000000000007', 'hex')],
    DS: [Buffer.concat([Buffer.from([0, 1, 13, 2]), Buffer.alloc(32, 7)])],
    CAA: [Buffer.concat([Buffer.from([0, 5]), Buffer.from('issueletsencrypt.org')])],
  },
  '_dmarc.tot.test': {TXT: [txt('v=DMARC1; p=reject; rua=mailto:dmarc@tot.test')]},
  '_mta-sts.tot.test': {TXT: [txt('v=STSv1; id=1')]},
  '_smtp._tls.tot.test': {TXT: [txt('v=TLSRPTv1; rua=mailto:a@tot.test')]},
}

function name(text: string): Buffer {
  return Buffer.concat([...text.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.from([0])])
}

function txt(text: string): Buffer {
  return Buffer.from([text.length, ...Buffer.from(text)])
}

/** Answers one question out of the table; a name that is in none does not exist. */
function answer(query: Buffer): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString('latin1'))
    at += length + 1
  }
  const known = records[labels.join('.').toLowerCase()]
  const found = known?.[types[query.readUInt16BE(at + 1)] ?? ''] ?? []
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(known ? 0x8580 : 0x8583, 2)
  head.writeUInt16BE(found.length, 6)
  head.fill(0, 8, 12)
  const lines = found.map((data) => {
    const line = Buffer.alloc(12)
    line.writeUInt16BE(0xc00c, 0)
    query.copy(line, 2, at + 1, at + 5)
    line.writeUInt16BE(data.length, 10)
    return Buffer.concat([line, data])
  })
  return Buffer.concat([head, query.subarray(12, at + 5), ...lines])
}

let server: Socket
let port = 0
beforeAll(async () => {
  server = createSocket('udp4')
  server.on('message', (query, {port: to, address}) => server.send(answer(query), to, address))
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve))
  port = server.address().port
})
afterAll(() => server.close())

/** Not spawnSync: the name server answers from this process. */
function look(check: string, domain: string): Promise<string> {
  const fill = createCommandFiller({...seenSite, host: domain, domain, mail: domain})
  const run = (fill(remedies.checks.get(check)?.see[0]?.run ?? '') ?? '').replaceAll(
    /\bdig /g,
    `dig @127.0.0.1 -p ${port} +tries=1 +time=2 `,
  )
  return new Promise((resolve) => {
    const child = spawn('bash', ['--norc', '-c', run], {env: {PATH: process.env['PATH'] ?? ''}, stdio: ['ignore', 'pipe', 'ignore']})
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.on('close', () => resolve(said))
  })
}

const nothing = /^$/
const cases: [check: string, seen: RegExp][] = [
  ['dns.dnssec.missing', nothing],
  ['dns.caa.missing', nothing],
  ['dns.ns.single', /^\S+\n$/],
  ['dns.wildcard', /203\.0\.113\.1/],
  ['dns.ipv6.missing', nothing],
  ['mail.spf.multiple', /("v=spf1.*\n){2}/],
  ['mail.spf.plusall', /\+all/],
  ['mail.spf.ptr', /ptr/],
  ['mail.spf.softfail', /~all/],
  ['mail.dmarc.none', /p=none/],
  ['mail.dmarc.no-rua', /^(?!.*rua=).+/],
  ['mail.parked', nothing],
  ['mail.mtasts.missing', nothing],
  ['mail.tlsrpt.missing', nothing],
]

describe.skipIf(!ready)(`commands about names and mail${ready ? '' : ' (skipped: dig or bash is missing)'}`, () => {
  test.each(cases)('%s', async (check, seen) => {
    expect(await look(check, 'xau.test')).toMatch(seen)
    expect(await look(check, 'tot.test')).not.toMatch(seen)
  })

  test('mail.spf.missing, mail.dmarc.missing: nothing for a domain that has none', async () => {
    for (const check of ['mail.spf.missing', 'mail.dmarc.missing']) {
      expect(await look(check, 'trong.test')).toMatch(nothing)
      expect(await look(check, 'tot.test')).not.toMatch(nothing)
    }
  })
})
