import {type ChildProcess, spawn} from 'node:child_process'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {collectChain} from '../../../../src/collect/site/certificate/collect-chain.ts'
import {collectTls} from '../../../../src/collect/site/tls/collect-tls.ts'
import {loadTlsTables} from '../../../../src/content/load-tls-tables.ts'
import {loadCertificateRules} from '../../../../src/content/load-trust.ts'
import {contextOf} from '../tls/loopback.ts'
import {freePort, untilOpen} from '../tls/programs.ts'
import {fromToday, leaf, makeAuthorities} from './case.ts'
import {outcomesOf} from './judge.ts'
import {createPki, hasOpenssl, type Pki} from './pki.ts'

/** From the socket to the checks: what a real server sends is what is judged. */
describe.skipIf(!hasOpenssl)('a server of openssl', () => {
  const tables = loadTlsTables()
  const children: ChildProcess[] = []
  let pki: Pki
  beforeAll(() => {
    pki = createPki()
    makeAuthorities(pki)
    const recent = {from: fromToday(-5), to: fromToday(90)}
    leaf(pki, 'now', {...recent, more_ext: ['tlsfeature=status_request']})
    pki.write('staple.der', pki.staple('now', 'mid', 'mid'))
    pki.write('shuffled.pem', pki.pem('other-root') + pki.pem('root') + pki.pem('mid'))
  })
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL')
    pki.remove()
  })

  async function judge(...more: string[]) {
    const port = await freePort()
    const child = spawn(
      'openssl',
      ['s_server', '-accept', `127.0.0.1:${port}`, '-cert', 'now.pem', '-key', pki.keyNameOf('now'), '-quiet', ...more],
      {
        cwd: pki.folder,
        stdio: 'ignore',
      },
    )
    children.push(child)
    await untilOpen(port, () => child.exitCode === null)
    const context = contextOf(port, {now: new Date()})
    const {served} = await collectTls(context, {tables})
    const {chain} = collectChain(context, served, {anchors: [pki.anchor('root')], anchorsName: 'test', rules: loadCertificateRules()})
    return {chain, ...outcomesOf(chain)}
  }

  it.each([
    ['TLS 1.3', '-tls1_3'],
    ['TLS 1.2', '-tls1_2'],
  ])('%s: chain and staple as sent', async (_, version) => {
    const {chain, fail, unknown} = await judge(version, '-cert_chain', 'mid.pem', '-status_file', 'staple.der')
    expect({fail, unknown}).toEqual({fail: [], unknown: ['shared-key']})
    expect(chain).toMatchObject({
      ok: true,
      value: {certificateCount: 2, stapled: true, revoked: false, trusted: true, matchedName: 'trang.test'},
    })
  })

  it('without its issuer and its staple', async () => {
    expect((await judge()).fail).toEqual(['must-staple', 'untrusted'])
  })

  it('shuffled, with what does not belong', async () => {
    const {chain, fail} = await judge('-cert_chain', 'shuffled.pem')
    expect(fail).toEqual(['must-staple', 'order', 'root-sent'].sort())
    expect(chain?.ok && chain.value.certificates.map(({role}) => role)).toEqual(['server', 'root', 'root', 'issuer'])
  })
})
