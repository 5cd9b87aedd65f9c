import {connect} from 'node:net'
import {expect} from 'vitest'
import {vector} from '../../../../src/collect/site/tls/bytes.ts'
import {type Case, numberOf} from './cases.ts'
import {freePort, type Stand} from './programs.ts'
import {alert, answer, type Behaviour, record, scripted, ssl2Answer, tlsServer} from './scripted.ts'

/** A sound server of TLS 1.2: what a case changes is its fault. Its one suite has forward secrecy and AEAD. */
const sound: Behaviour = {versions: [0x0303], suites: [0xc02f, 0xc030], group: 0x1d, certificate: Buffer.from('chung thu')}
const always = ['tls.no-tls13']
const change = (more: Partial<Behaviour>) => () => tlsServer({...sound, ...more})

export const scriptedCases: Case[] = [
  {name: 'a sound server', start: change({}), fails: always, facts: {serverOrder: true, secureRenegotiation: true, heartbeat: false}},
  {
    name: 'SSL 2.0 alone',
    start: () =>
      scripted((socket, hello) => {
        if (hello?.ssl2) socket.write(ssl2Answer(Buffer.from('chung thu'), [0x010080, 0x020080, 0x060040, 0x0700c0]))
        else socket.end()
      }),
    fails: [
      ...['tls.cipher.3des', 'tls.cipher.des', 'tls.cipher.export', 'tls.cipher.rc4'],
      ...['tls.no-aead', 'tls.no-fs', 'tls.no-tls12', 'tls.no-tls13', 'tls.sslv2'],
    ],
    also: ({facts, served}) => {
      expect(facts.tls?.ok && facts.tls.value.suites.map(({name}) => name)).toContain('SSL_CK_RC4_128_WITH_MD5')
      expect(served?.certificates.map((der) => Buffer.from(der).toString())).toEqual(['chung thu'])
    },
  },
  {
    name: 'SSL 2.0 beside TLS 1.2',
    start: () =>
      scripted((socket, hello) => {
        if (hello?.ssl2) socket.write(ssl2Answer(Buffer.from('chung thu'), [0x0700c0]))
        else if (hello) socket.write(answer(hello, sound))
      }),
    fails: ['tls.cipher.3des', 'tls.sslv2', ...always],
  },
  {
    name: 'DHE of 512 bits',
    start: change({suites: [0x9e, 0x9f], group: undefined, prime: numberOf(512)}),
    fails: ['tls.dh.weak', ...always],
    also: ({facts}) => expect(facts.tls).toMatchObject({value: {dh: [{bits: 512}]}}),
  },
  {
    name: 'DHE of 2040 bits, written with leading zeros',
    start: change({suites: [0x9e, 0x9f], group: undefined, prime: Buffer.concat([Buffer.alloc(1), numberOf(2040)])}),
    fails: ['tls.dh.weak', ...always],
    also: ({facts}) => expect(facts.tls).toMatchObject({value: {dh: [{bits: 2040}]}}),
  },
  {
    name: 'EXPORT with DHE of 512 bits in TLS 1.0 alone',
    start: () =>
      scripted((socket, hello) => {
        if (!hello) return
        const old: Behaviour = {versions: [0x0301], suites: [0x0014], prime: numberOf(512), certificate: Buffer.from('chung thu')}
        const both: Behaviour = {...sound, versions: [0x0303, 0x0301], suites: [...sound.suites, 0xc013]}
        const first = answer(hello, both)
        socket.write(first[0] === 21 && first[6] === 40 && hello.version === 0x0301 ? answer(hello, old) : first)
      }),
    fails: ['tls.cipher.des', 'tls.cipher.export', 'tls.dh.weak', 'tls.tls10', ...always],
  },
  {name: 'compression', start: change({compression: true}), fails: ['tls.compression', ...always]},
  {name: 'heartbeat', start: change({heartbeat: true}), fails: ['tls.heartbeat', ...always]},
  {name: 'no renegotiation_info', start: change({renegotiation: false}), fails: [...always, 'tls.renego.insecure']},
  {name: 'no extended master secret', start: change({extendedMasterSecret: false}), fails: ['tls.ems.missing', ...always]},
  {
    name: 'fallback is not noticed',
    start: change({versions: [0x0303, 0x0302], suites: [...sound.suites, 0xc013], fallback: false}),
    fails: ['tls.fallback-scsv.missing', ...always, 'tls.tls11'],
  },
  {
    name: 'fallback is noticed',
    start: change({versions: [0x0303, 0x0302], suites: [...sound.suites, 0xc013]}),
    fails: [...always, 'tls.tls11'],
  },
  {
    name: 'single DES alone',
    start: change({suites: [0x0009], group: undefined}),
    fails: ['tls.cipher.des', 'tls.no-aead', 'tls.no-fs', ...always],
    unknown: ['tls.order.client'],
  },
  {
    name: 'EXPORT1024, which is in no registry',
    start: change({suites: [0xc02f, 0x0062, 0x0064]}),
    fails: ['tls.cipher.des', 'tls.cipher.export', 'tls.cipher.rc4', ...always],
  },
  {
    name: 'weak curve beside a good one',
    start: () =>
      scripted((socket, hello) => {
        if (!hello) return
        const weak = answer(hello, {...sound, group: 0x13})
        const good = answer(hello, sound)
        socket.write(good[0] === 21 ? weak : good)
      }),
    fails: ['tls.group.weak', ...always],
  },
  {name: 'the visitor chooses', start: change({clientOrder: true}), fails: [...always, 'tls.order.client'], facts: {serverOrder: false}},
  {
    name: 'one byte a record',
    start: change({fragment: 1}),
    fails: always,
    also: ({served}) => expect(served?.certificates).toHaveLength(1),
  },
  {
    name: 'one byte a packet',
    start: () =>
      scripted((socket, hello) => {
        if (!hello) return
        const all = answer(hello, sound)
        let at = 0
        const next = () => {
          if (at < all.length && socket.writable) socket.write(all.subarray(at, ++at), () => setImmediate(next))
        }
        socket.setNoDelay(true)
        next()
      }),
    fails: always,
  },
  {name: 'a warning before the hello', start: change({before: alert(112, 1)}), fails: always},
  {
    name: 'SCTs in the hello',
    start: change({scts: vector(2, vector(2, Buffer.alloc(40, 1)))}),
    fails: always,
    facts: {sctsInHandshake: true},
    also: ({served}) => expect(served?.scts).toHaveLength(44),
  },
  {
    name: 'no more than 64 suites are understood',
    start: () =>
      scripted((socket, hello) => {
        // 64, and a signal or two that stand for no cipher.
        if (!hello || hello.suites.filter((suite) => suite !== 0x5600 && suite !== 0xff).length > 64) socket.resetAndDestroy()
        else socket.write(answer(hello, sound))
      }),
    fails: always,
  },
  {
    name: 'hellos beyond 260 bytes are dropped',
    limits: {firstByteMs: 200, connectionMs: 400, siteMs: 8000},
    start: () => scripted((socket, hello) => hello && hello.bytes <= 260 && socket.write(answer(hello, sound))),
    fails: [],
    unknown: ['tls.0rtt', 'tls.compression', 'tls.fallback-scsv.missing', 'tls.heartbeat', 'tls.no-tls13', 'tls.pqc'],
    facts: {largeHelloIgnored: true, rc4Suites: false},
  },
  {
    name: 'old versions are reset, as IIS does',
    start: () =>
      scripted((socket, hello) =>
        hello && !hello.ssl2 && hello.version >= 0x0303 ? socket.write(answer(hello, sound)) : socket.resetAndDestroy(),
      ),
    fails: always,
    facts: {tls10: false, tls11: false, sslv3: false, sslv2: false},
    also: ({facts}) => expect(JSON.stringify(facts)).toContain('reset twice'),
  },
  {
    name: 'internal_error once, by accident',
    start: () => {
      let stumbled = false
      return scripted((socket, hello) => {
        if (!hello) return
        const old = {...sound, versions: [0x0303, 0x0302], suites: [...sound.suites, 0xc013]}
        if (hello.version === 0x0302 && !stumbled) {
          stumbled = true
          socket.write(alert(80))
        } else socket.write(answer(hello, old))
      })
    },
    fails: [...always, 'tls.tls11'],
  },
  {
    name: 'STARTTLS of SMTP',
    context: {scheme: 'smtp'},
    start: async (stand: Stand) => {
      const inner = await freePort()
      await stand.start(
        'openssl',
        ['s_server', '-accept', `127.0.0.1:${inner}`, '-cert', 'rsa.pem', '-key', 'rsa.key', '-quiet', '-serverpref'],
        inner,
      )
      return scripted((socket) => {
        socket.write('220-mail.test\r\n220 san sang\r\n')
        socket.once('data', (hello) => {
          if (!hello.toString().startsWith('EHLO stp-sec.invalid\r\n')) return socket.end('500 sai\r\n')
          socket.write('250-mail.test\r\n250-PIPELINING\r\n250 STARTTLS\r\n')
          socket.once('data', () => {
            socket.write('220 moi vao\r\n')
            const other = connect(inner, '127.0.0.1')
            other.on('error', () => socket.destroy())
            socket.pipe(other).pipe(socket)
          })
          return undefined
        })
      }, true)
    },
    fails: ['tls.pqc'],
    facts: {startTls: true, served: true},
  },
  {
    name: 'SMTP without STARTTLS',
    context: {scheme: 'smtp'},
    start: () =>
      scripted((socket) => {
        socket.write('220 mail.test\r\n')
        socket.once('data', () => socket.write('250-mail.test\r\n250 SIZE 1000\r\n'))
      }, true),
    fails: [],
    facts: {served: false},
  },
  {
    name: 'another number of the record version',
    start: () =>
      scripted((socket, hello) => {
        if (!hello) return
        const all = Buffer.from(answer(hello, sound))
        all[2] = 1
        socket.write(all)
      }),
    fails: always,
  },
  {
    name: 'hello and certificate, then a fatal alert',
    start: () =>
      scripted((socket, hello) => {
        if (!hello) return
        const whole = answer(hello, {...sound, versions: [0x0303, 0x0302], suites: [...sound.suites, 0xc013]})
        // TLS 1.1 looks accepted and is not.
        socket.write(
          hello.version === 0x0302 && whole[0] === 22 ? Buffer.concat([record(22, whole.subarray(5, 5 + 60), 0x0302), alert(40)]) : whole,
        )
      }),
    fails: always,
    facts: {tls11: false},
  },
]
