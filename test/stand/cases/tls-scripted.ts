import {numberOf} from '../../collect/site/tls/cases.ts'
import {answer, type Behaviour, scripted, ssl2Answer} from '../../collect/site/tls/scripted.ts'
import type {StandCase} from '../case.ts'

const tls = {scheme: 'tls', groups: ['tls']} as const
/** A sound server of TLS 1.2 with a fault. */
const faulty = (name: string, behaviour: Partial<Behaviour>, expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name: `by hand, ${name}`,
  ...tls,
  server: {kind: 'tls-script', behaviour},
  expect: ['tls.no-tls13', ...expect],
  ...more,
})
const sound: Behaviour = {versions: [0x0303], suites: [0xc02f, 0xc030], group: 0x17}
const versionsUpTo12 = [0x0301, 0x0302, 0x0303]

/** What no library speaks any more, or never did. */
export const scriptedTlsCases: StandCase[] = [
  faulty('a sound TLS 1.2', {}, [], {pass: ['tls.compression', 'tls.heartbeat', 'tls.renego.insecure', 'tls.ems.missing']}),
  faulty('compression', {compression: true}, ['tls.compression']),
  faulty('heartbeat', {heartbeat: true}, ['tls.heartbeat']),
  faulty('renegotiation as of before 2010', {renegotiation: false}, ['tls.renego.insecure']),
  faulty('no extended master secret', {extendedMasterSecret: false}, ['tls.ems.missing']),
  faulty('takes a fallback for an old visitor', {versions: versionsUpTo12, suites: [...sound.suites, 0xc013], fallback: false}, [
    ...['tls.fallback-scsv.missing', 'tls.tls10', 'tls.tls11'],
  ]),
  faulty('notices a fallback', {versions: versionsUpTo12, suites: [...sound.suites, 0xc013]}, ['tls.tls10', 'tls.tls11'], {
    pass: ['tls.fallback-scsv.missing'],
  }),
  faulty('RC4 beside good suites', {suites: [...sound.suites, 0x0005]}, ['tls.cipher.rc4']),
  faulty('3DES beside good suites', {suites: [...sound.suites, 0x000a]}, ['tls.cipher.3des']),
  faulty('DES beside good suites', {suites: [...sound.suites, 0x0009]}, ['tls.cipher.des']),
  faulty('EXPORT beside good suites', {suites: [...sound.suites, 0x0003]}, ['tls.cipher.export', 'tls.cipher.rc4']),
  faulty('EXPORT1024, which is in no registry', {suites: [...sound.suites, 0x0064]}, ['tls.cipher.export', 'tls.cipher.rc4']),
  faulty('DHE of 512 bits', {suites: [0x9e, 0x9f], group: undefined, prime: numberOf(512)}, ['tls.dh.weak']),
  faulty(
    'DHE of 2047 bits and a leading zero',
    {suites: [0x9e, 0x9f], group: undefined, prime: Buffer.concat([Buffer.alloc(1), oddOf(2047)])},
    [...['tls.dh.weak']],
  ),
  faulty('the visitor chooses', {clientOrder: true}, ['tls.order.client']),
  faulty('one byte a record', {fragment: 1}, []),
  {
    name: 'by hand, SSL 2.0 alone',
    ...tls,
    server: {
      kind: 'tls-hand',
      start: (certificate) =>
        scripted((socket, hello) => {
          if (hello?.ssl2) socket.write(ssl2Answer(certificate, [0x010080, 0x0700c0]))
          else socket.end()
        }),
    },
    expect: ['tls.cipher.3des', 'tls.cipher.rc4', 'tls.no-aead', 'tls.no-fs', 'tls.no-tls12', 'tls.no-tls13', 'tls.sslv2'],
  },
  {
    name: 'by hand, SSL 2.0 beside TLS 1.2',
    ...tls,
    server: {
      kind: 'tls-hand',
      start: (certificate) =>
        scripted((socket, hello) => {
          if (hello?.ssl2) socket.write(ssl2Answer(certificate, [0x0700c0]))
          else if (hello) socket.write(answer(hello, {...sound, certificate}))
        }),
    },
    expect: ['tls.cipher.3des', 'tls.sslv2', 'tls.no-tls13'],
  },
  {
    name: 'by hand, SSL 3.0 alone',
    ...tls,
    server: {kind: 'tls-script', behaviour: {versions: [0x0300], suites: [0x002f, 0x000a], group: undefined, extendedMasterSecret: false}},
    expect: ['tls.cipher.3des', 'tls.ems.missing', 'tls.no-aead', 'tls.no-fs', 'tls.no-tls12', 'tls.no-tls13', 'tls.sslv3'],
  },
  {
    name: 'by hand, curve of 192 bits beside a good one',
    ...tls,
    server: {
      kind: 'tls-hand',
      start: (certificate) =>
        scripted((socket, hello) => {
          if (!hello) return
          const good = answer(hello, {...sound, certificate})
          socket.write(good[0] === 21 ? answer(hello, {...sound, certificate, group: 0x13}) : good)
        }),
    },
    expect: ['tls.group.weak', 'tls.no-tls13'],
  },
  {
    name: 'by hand, breaks on more than 64 suites',
    ...tls,
    server: {
      kind: 'tls-hand',
      start: (certificate) =>
        scripted((socket, hello) => {
          // Beside a signal or two that stand for no cipher.
          if (!hello || hello.suites.filter((suite) => suite !== 0x5600 && suite !== 0xff).length > 64) socket.resetAndDestroy()
          else socket.write(answer(hello, {...sound, suites: [...sound.suites, 0x0005], certificate}))
        }),
    },
    expect: ['tls.cipher.rc4', 'tls.no-tls13'],
  },
]

/** A number of an odd count of bits. */
function oddOf(bits: number): Buffer {
  const number = numberOf(bits + 1)
  number[0] = ((number[0] ?? 0) & 0x7f) | 0x40
  return number
}
